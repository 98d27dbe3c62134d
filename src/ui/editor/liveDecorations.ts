import * as vscode from 'vscode';
import { certaintyWord } from '../../analysis/certainty';
import { type Disposable, DisposableStore, toDisposable } from '../../base/disposable';
import { nowOf } from '../../store/runSelectors';
import type { RunStore } from '../../store/runStore';
import { colorIds } from '../contributions';
import { formatLive } from './liveText';
import type { ShownSite, ShownSites } from './shownSites';

/** Often enough to look alive, seldom enough to cost nothing. */
const TICK_MS = 250;

/** Writes behind each line whose calls are in flight what they are doing, for as long as they do. */
export class LiveDecorations implements Disposable {
  private readonly owned = new DisposableStore();
  private readonly decoration = this.owned.add(
    vscode.window.createTextEditorDecorationType({
      rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
      after: { margin: '0 0 0 3ch', color: new vscode.ThemeColor(colorIds.inFlight), fontStyle: 'italic' },
    }),
  );
  private readonly decorated = new Set<vscode.TextEditor>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly store: RunStore,
    private readonly sites: ShownSites,
  ) {
    this.owned.add(store.onDidChange(() => this.wake()));
    this.owned.add(vscode.window.onDidChangeVisibleTextEditors(() => this.wake()));
    this.owned.add(toDisposable(() => clearTimeout(this.timer)));
    this.wake();
  }

  dispose(): void {
    this.owned.dispose();
  }

  /** Starts ticking, unless it does already. */
  private wake(): void {
    this.timer ??= setTimeout(() => this.tick(), 0);
  }

  /** Draws, and comes back as long as a visible line has calls in flight. */
  private tick(): void {
    const anyLive = this.store.runs.some((run) => run.status === 'running');
    const drawn = vscode.window.visibleTextEditors.map((editor) => this.draw(editor, anyLive));
    this.timer = drawn.some(Boolean) ? setTimeout(() => this.tick(), TICK_MS) : undefined;
  }

  /** Returns whether there was anything to draw. */
  private draw(editor: vscode.TextEditor, anyLive: boolean): boolean {
    const live = anyLive
      ? this.sites.of(editor.document).filter(({ summary }) => summary.inFlight.length > 0)
      : [];
    if (live.length === 0 && !this.decorated.delete(editor)) return false;
    editor.setDecorations(
      this.decoration,
      live.map((site) => decorate(editor.document, site)),
    );
    if (live.length > 0) this.decorated.add(editor);
    return live.length > 0;
  }
}

function decorate(
  document: vscode.TextDocument,
  { run, summary, line }: ShownSite,
): vscode.DecorationOptions {
  const text = formatLive(summary.inFlight, run.pauses, nowOf(run));
  const certainty = certaintyWord(summary.confidence);
  const { end } = document.lineAt(line).range;
  return {
    range: new vscode.Range(end, end),
    renderOptions: { after: { contentText: certainty ? `${certainty} here: ${text}` : text } },
  };
}
