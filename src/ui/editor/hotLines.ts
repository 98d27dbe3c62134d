import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable';
import type { RunStore } from '../../store/runStore';
import { colorIds } from '../contributions';
import { onDidChangeSettings } from '../settings';
import { Throttle } from '../throttle';
import type { ShownSite, ShownSites } from './shownSites';

const REFRESH_INTERVAL_MS = 500;

/** Marks the lines that take most of the time, or are over budget, in the overview ruler. */
export function registerHotLines(store: RunStore, sites: ShownSites): Disposable {
  const owned = new DisposableStore();
  const hot = owned.add(createMark(colorIds.hotLine));
  const overBudget = owned.add(createMark(colorIds.overBudget));
  const draw = (editor: vscode.TextEditor) => {
    const shown = sites.of(editor.document).filter(isFact);
    const exceeding = shown.filter(({ summary }) => summary.excesses.length > 0);
    editor.setDecorations(overBudget, exceeding.map(rangeOf));
    editor.setDecorations(
      hot,
      shown.filter((site) => site.summary.hot && !exceeding.includes(site)).map(rangeOf),
    );
  };
  const refresh = owned.add(
    new Throttle(REFRESH_INTERVAL_MS, () => vscode.window.visibleTextEditors.forEach(draw)),
  );
  owned.add(store.onDidChange(() => refresh.ask()));
  owned.add(onDidChangeSettings(() => refresh.ask()));
  owned.add(vscode.window.onDidChangeVisibleTextEditors(() => refresh.ask()));
  refresh.ask();
  return owned;
}

function createMark(colorId: string): vscode.TextEditorDecorationType {
  return vscode.window.createTextEditorDecorationType({
    overviewRulerColor: new vscode.ThemeColor(colorId),
    overviewRulerLane: vscode.OverviewRulerLane.Right,
    isWholeLine: true,
  });
}

/** What is doubtful or gone is not marked. */
function isFact({ summary, changed }: ShownSite): boolean {
  return summary.confidence === 'high' && !changed;
}

function rangeOf({ line }: ShownSite): vscode.Range {
  return new vscode.Range(line, 0, line, 0);
}
