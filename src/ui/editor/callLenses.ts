import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposable';
import { DisposableStore } from '../../base/disposable';
import type { RunStore } from '../../store/runStore';
import { commandIds } from '../contributions';
import { onDidChangeSettings } from '../settings';
import { Throttle } from '../throttle';
import { formatFindingTitle, formatFindingTooltip } from './findingTitle';
import { formatLensTitle, formatLensTooltip } from './lensTitle';
import type { ShownSite, ShownSites } from './shownSites';

/** The editor refreshes lenses only when it was left alone for a while; asking more often than this starves it. */
const REFRESH_INTERVAL_MS = 500;

/**
 * Shows a lens above every call site, and behind it what would make the line faster; clicking one opens the timeline at
 * its calls, or at that finding.
 */
export function registerCallLenses(store: RunStore, sites: ShownSites): Disposable {
  const owned = new DisposableStore();
  const changes = owned.add(new vscode.EventEmitter<void>());
  const refresh = owned.add(new Throttle(REFRESH_INTERVAL_MS, () => changes.fire()));
  owned.add(store.onDidChange(() => refresh.ask()));
  owned.add(onDidChangeSettings(() => refresh.ask()));
  const provider: vscode.CodeLensProvider = {
    onDidChangeCodeLenses: changes.event,
    provideCodeLenses: (document) =>
      sites.of(document).flatMap((site, _, all) => [buildLens(site, all), ...buildFindingLens(site)]),
  };
  owned.add(vscode.languages.registerCodeLensProvider({ scheme: 'file' }, provider));
  return owned;
}

function buildLens(site: ShownSite, all: readonly ShownSite[]): vscode.CodeLens {
  const { run, summary, line, changed, pathShare } = site;
  const shared = all.some((other) => other !== site && other.line === line);
  const target = { runId: run.id, callIds: summary.calls.map((call) => call.id) };
  return new vscode.CodeLens(new vscode.Range(line, 0, line, 0), {
    title: formatLensTitle(summary, { changed, shared, pathShare }),
    tooltip: formatLensTooltip(summary),
    command: commandIds.openTimeline,
    arguments: [target],
  });
}

function buildFindingLens({ run, findings, line }: ShownSite): vscode.CodeLens[] {
  const [best] = findings;
  if (!best) return [];
  const target = { runId: run.id, findingId: best.id };
  return [
    new vscode.CodeLens(new vscode.Range(line, 0, line, 0), {
      title: formatFindingTitle(best),
      tooltip: formatFindingTooltip(findings),
      command: commandIds.openTimeline,
      arguments: [target],
    }),
  ];
}
