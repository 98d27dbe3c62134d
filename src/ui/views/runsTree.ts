import * as vscode from 'vscode';
import { assertNever } from '../../base/assertNever';
import { type Disposable, DisposableStore } from '../../base/disposable';
import type { CallId, RunId } from '../../base/units';
import type { Run } from '../../model/run';
import { analysisOf, callSitesOf, nowOf } from '../../store/runSelectors';
import type { RunChange, RunStore } from '../../store/runStore';
import { readBudgets } from '../budgets';
import { viewIds } from '../contributions';
import { explainEmptyRun } from '../emptyRunText';
import { formatHover } from '../hover/hoverText';
import { trustedMarkdown } from '../hover/trustedMarkdown';
import { placedRun } from '../placedRun';
import { findingsAt, readFindings } from '../runFindings';
import { onDidChangeSettings } from '../settings';
import { suiteRunOf } from '../suiteRuns';
import { Throttle } from '../throttle';
import { iterationRows } from './analysisNodes';
import {
  callRows,
  childrenOfCall,
  childrenOfRun,
  childrenOfSuiteRun,
  type RunNode,
  type TreeNode,
} from './runNodes';
import { groupRows } from './suiteNodes';
import { buildTreeItem } from './treeItems';

const REFRESH_INTERVAL_MS = 200;

/** The tree of runs, what was found in them, their loops, call sites, calls and phases. Follows the store; holds nothing about runs itself. */
export class RunsTree implements vscode.TreeDataProvider<TreeNode>, Disposable {
  private readonly owned = new DisposableStore();
  private readonly changes = this.owned.add(new vscode.EventEmitter<RunNode[] | undefined>());
  private readonly refresh = this.owned.add(new Throttle(REFRESH_INTERVAL_MS, () => this.fire()));
  /** The editor knows rows by their objects, so each run keeps its own. */
  private readonly runNodes = new Map<RunId, RunNode>();
  private readonly changedRuns = new Set<RunId>();
  private listChanged = false;

  readonly onDidChangeTreeData = this.changes.event;

  constructor(private readonly store: RunStore) {
    this.owned.add(store.onDidChange((change) => this.follow(change)));
    this.owned.add(onDidChangeSettings(() => this.followAll()));
    this.owned.add(
      vscode.window.createTreeView(viewIds.runs, { treeDataProvider: this, showCollapseAll: true }),
    );
  }

  getTreeItem(node: TreeNode): vscode.TreeItem {
    const run = this.runOf(node);
    if (!run) return new vscode.TreeItem('');
    return buildTreeItem(run, node, run.id === this.store.runs[0]?.id);
  }

  getChildren(node?: TreeNode): TreeNode[] {
    if (!node) return this.store.runs.map(({ id }) => this.runNodeOf(id));
    const run = this.runOf(node);
    if (!run) return [];
    switch (node.kind) {
      case 'run':
        return this.childrenOfRun(run);
      case 'thread':
        return iterationRows(node, analysisOf(run));
      case 'iteration':
        return callRows(run, node.iteration.calls, nowOf(run));
      case 'case': {
        const groups = groupRows(node);
        return groups.length > 0 ? groups : this.callsOf(run, node.callIds);
      }
      case 'group':
        return this.callsOf(run, node.callIds);
      case 'site':
        return callRows(run, node.summary.calls, nowOf(run));
      case 'call':
        return childrenOfCall(node, nowOf(run));
      case 'finding':
      case 'phase':
      case 'note':
        return [];
      default:
        return assertNever(node);
    }
  }

  /** Tooltips are long and seldom looked at, so they are made when the pointer is there. */
  resolveTreeItem(item: vscode.TreeItem, node: TreeNode): vscode.TreeItem {
    const run = this.runOf(node);
    if (run && node.kind === 'site') {
      const findings = node.site ? findingsAt(readFindings(run, this.store), node.site) : [];
      item.tooltip = trustedMarkdown(formatHover(run, node.summary, { changed: false, findings }));
    }
    return item;
  }

  dispose(): void {
    this.owned.dispose();
  }

  private callsOf(run: Run, ids: readonly CallId[]): TreeNode[] {
    const wanted = new Set(ids);
    return callRows(
      run,
      run.calls.filter(({ id }) => wanted.has(id)),
      nowOf(run),
    );
  }

  private childrenOfRun(run: Run): TreeNode[] {
    const suite = suiteRunOf(run);
    if (suite) return childrenOfSuiteRun(suite, explainEmptyRun(run));
    return childrenOfRun(run, {
      sites: callSitesOf(run, readBudgets(run)),
      analysis: analysisOf(run),
      findings: readFindings(run, this.store),
      whyEmpty: explainEmptyRun(run),
    });
  }

  private follow({ runId, kind }: RunChange): void {
    if (kind === 'removed') this.runNodes.delete(runId);
    if (kind === 'added' || kind === 'removed') this.followAll();
    this.changedRuns.add(runId);
    this.refresh.ask();
  }

  private followAll(): void {
    this.listChanged = true;
    this.refresh.ask();
  }

  /** Renews the rows of runs that have changed; the whole list only when runs have come or gone. */
  private fire(): void {
    const changed = [...this.changedRuns].map((id) => this.runNodeOf(id));
    this.changes.fire(this.listChanged ? undefined : changed);
    this.changedRuns.clear();
    this.listChanged = false;
  }

  private runOf({ runId }: TreeNode): Run | undefined {
    const run = this.store.get(runId);
    return run && placedRun(run);
  }

  private runNodeOf(runId: RunId): RunNode {
    const node = this.runNodes.get(runId) ?? { kind: 'run', runId };
    this.runNodes.set(runId, node);
    return node;
  }
}
