import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable';
import type { RunStore } from '../../store/runStore';
import type { CommandTarget } from '../commands';
import { commandIds } from '../contributions';
import { formatCaseHover } from '../hover/caseHover';
import { trustedMarkdown } from '../hover/trustedMarkdown';
import { findCallsOf, type ResultsTarget } from '../suiteRuns';
import { Throttle } from '../throttle';
import { formatCaseTitles, formatCaseTooltip } from './caseLensTitle';
import type { ShownCase, ShownCases } from './shownCases';

/** The editor refreshes lenses only when it was left alone for a while; asking more often than this starves it. */
const REFRESH_INTERVAL_MS = 500;

/**
 * Shows above every case of a completion suite, and where it completes, what its newest run says; clicking opens the
 * results at the case. Resting the pointer on the line tells where the time went.
 */
export function registerCaseLenses(store: RunStore, cases: ShownCases): Disposable {
  const owned = new DisposableStore();
  const changes = owned.add(new vscode.EventEmitter<void>());
  const refresh = owned.add(new Throttle(REFRESH_INTERVAL_MS, () => changes.fire()));
  owned.add(store.onDidChange(() => refresh.ask()));
  owned.add(cases.onDidChange(() => refresh.ask()));
  const lenses: vscode.CodeLensProvider = {
    onDidChangeCodeLenses: changes.event,
    provideCodeLenses: (document) => cases.of(document).flatMap(buildLenses),
  };
  const hovers: vscode.HoverProvider = {
    provideHover(document, { line }) {
      const contents = cases
        .of(document)
        .filter((shown) => shown.line === line)
        .map((shown) => trustedMarkdown(formatCaseHover(shown)));
      return contents.length === 0 ? undefined : new vscode.Hover(contents, document.lineAt(line).range);
    },
  };
  owned.add(vscode.languages.registerCodeLensProvider({ scheme: 'file' }, lenses));
  owned.add(vscode.languages.registerHoverProvider({ scheme: 'file' }, hovers));
  return owned;
}

function buildLenses(shown: ShownCase): vscode.CodeLens[] {
  const { line, place } = shown;
  const range = new vscode.Range(line, 0, line, 0);
  const target: ResultsTarget = { runId: shown.run.id, caseId: shown.of.id };
  const tooltip = formatCaseTooltip(shown);
  const results = formatCaseTitles(shown).map(
    (title) =>
      new vscode.CodeLens(range, { title, tooltip, command: commandIds.openResults, arguments: [target] }),
  );
  return place === 'case' ? [...results, new vscode.CodeLens(range, buildMore(shown))] : results;
}

/** The rest of what the run says: of a sweep its charts, of other runs the requests on a timeline. */
function buildMore(shown: ShownCase): vscode.Command {
  const { run, completion } = shown;
  if (completion.levels.length > 1) {
    const target: ResultsTarget = { runId: run.id, section: 'sweep' };
    return {
      title: '$(graph-line)\u00a0sweep',
      tooltip: 'Latency and throughput by concurrency',
      command: commandIds.openResults,
      arguments: [target],
    };
  }
  const callIds = findCallsOf(shown, { caseId: shown.of.id }).map(({ id }) => id);
  const target: CommandTarget = { runId: run.id, callIds };
  return {
    title: '$(graph)\u00a0timeline',
    tooltip: 'The requests of this case on the timeline',
    command: commandIds.openTimeline,
    arguments: [target],
  };
}
