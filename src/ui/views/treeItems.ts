import * as vscode from 'vscode';
import { assertNever } from '../../base/assertNever';
import { formatDuration, formatPercent } from '../../base/format';
import type { Run } from '../../model/run';
import { summaryOf } from '../../store/runSelectors';
import type { OpenSourceOptions } from '../commands';
import { commandIds, viewItems } from '../contributions';
import { phaseTexts } from '../phaseText';
import { suiteRunOf } from '../suiteRuns';
import type { FindingNode } from './analysisNodes';
import { describeFinding, describeIteration, describeThread } from './analysisText';
import type { NoteNode, PhaseNode, TreeNode } from './runNodes';
import { describeCase, describeGroupRow, describeSuiteRun } from './suiteText';
import { describeCall, describeRun, describeSite, type RowText } from './treeText';

const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;

/** @param expanded whether a run shows what is below it from the start */
export function buildTreeItem(run: Run, node: TreeNode, expanded: boolean): vscode.TreeItem {
  switch (node.kind) {
    case 'run': {
      const suite = suiteRunOf(run);
      const text = suite ? describeSuiteRun(suite, new Date()) : describeRun(run, summaryOf(run), new Date());
      const item = buildItem(run.id, text, expanded ? Expanded : Collapsed);
      item.contextValue = viewItemOf(run, suite !== undefined);
      return item;
    }
    case 'case': {
      const item = buildItem(`${run.id} case ${node.caseId}`, describeCase(node), Collapsed);
      item.contextValue = viewItems.suiteCase;
      return withCommand(item, 'openResults', node);
    }
    case 'group':
      return withCommand(
        buildItem(`${run.id} case ${node.caseId} ${node.name}`, describeGroupRow(node), Collapsed),
        'openResults',
        node,
      );
    case 'finding':
      return buildFindingItem(node);
    case 'thread': {
      const item = buildItem(`${run.id} thread ${node.thread.id}`, describeThread(node), Collapsed);
      item.contextValue = viewItems.thread;
      return withCommand(item, 'openTimeline', node);
    }
    case 'iteration': {
      const id = `${run.id} thread ${node.threadId} iteration ${node.iteration.ordinal}`;
      const item = buildItem(id, describeIteration(node), Collapsed);
      item.contextValue = viewItems.iteration;
      return withCommand(item, 'openTimeline', node);
    }
    case 'site': {
      const item = buildItem(
        `${run.id} ${node.site?.id ?? 'nowhere'}`,
        describeSite(node.summary),
        Collapsed,
      );
      item.contextValue = node.site ? viewItems.site : viewItems.call;
      return withCommand(item, node.site ? 'openSource' : 'openTimeline', node);
    }
    case 'call': {
      const row = describeCall(node.call, node.ordinal, node.paused);
      const item = buildItem(`${run.id} ${node.call.id}`, row, Collapsed);
      item.contextValue = viewItems.call;
      return withCommand(item, 'openTimeline', node);
    }
    case 'phase':
      return withCommand(buildPhaseItem(node), 'openTimeline', node);
    case 'note':
      return buildNoteItem(node);
    default:
      return assertNever(node);
  }
}

function viewItemOf({ status }: Run, isSuite: boolean): string {
  if (status === 'running') return isSuite ? viewItems.liveSuiteRun : viewItems.liveRun;
  return isSuite ? viewItems.suiteRun : viewItems.run;
}

function buildItem(id: string, row: RowText, state: vscode.TreeItemCollapsibleState): vscode.TreeItem {
  const item = new vscode.TreeItem(row.label, state);
  item.id = id;
  item.description = row.description;
  item.iconPath = new vscode.ThemeIcon(row.icon, row.color ? new vscode.ThemeColor(row.color) : undefined);
  return item;
}

function buildFindingItem(node: FindingNode): vscode.TreeItem {
  const { runId, finding, site } = node;
  const item = buildItem(`${runId} finding ${finding.id}`, describeFinding(node), None);
  item.tooltip = [finding.title, finding.explanation, finding.advice].join('\n\n');
  item.contextValue = viewItems.finding;
  return withCommand(item, site ? 'openSource' : 'openTimeline', node);
}

function buildPhaseItem({ id, phase, share }: PhaseNode): vscode.TreeItem {
  const { label, meaning, color } = phaseTexts[phase.name];
  const description = `${formatDuration(phase.end - phase.start)} · ${formatPercent(share)}`;
  const item = buildItem(id, { label, description, icon: 'circle-filled', color }, None);
  item.tooltip = meaning;
  return item;
}

const noteIcons = {
  error: { icon: 'error', color: 'list.errorForeground' },
  warning: { icon: 'warning', color: 'list.warningForeground' },
  info: { icon: 'info' },
} as const;

function buildNoteItem({ id, text, detail = '', severity }: NoteNode): vscode.TreeItem {
  const item = buildItem(id, { label: text, description: detail, ...noteIcons[severity] }, None);
  item.tooltip = [text, detail].filter(Boolean).join('\n');
  return item;
}

const commandTitles = {
  openTimeline: 'Open Timeline',
  openSource: 'Open Source',
  openResults: 'Open Completion Results',
} as const;

function withCommand(
  item: vscode.TreeItem,
  name: keyof typeof commandTitles,
  node: TreeNode,
): vscode.TreeItem {
  const how: OpenSourceOptions = { preserveFocus: true };
  item.command = { title: commandTitles[name], command: commandIds[name], arguments: [node, how] };
  return item;
}
