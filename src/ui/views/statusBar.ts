import * as vscode from 'vscode';
import { type Disposable, DisposableStore, toDisposable } from '../../base/disposable';
import type { Run } from '../../model/run';
import { nowOf } from '../../store/runSelectors';
import type { RunStore } from '../../store/runStore';
import { commandIds } from '../contributions';
import { formatStatus } from './statusText';

const TICK_MS = 250;

/** Counts calls in flight in the status bar, or the requests of a suite; clicking opens what there is to see of them. */
export class StatusBar implements Disposable {
  private readonly owned = new DisposableStore();
  private readonly item = this.owned.add(
    vscode.window.createStatusBarItem('latencyLens.inFlight', vscode.StatusBarAlignment.Left),
  );
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly store: RunStore) {
    this.item.name = 'LLM calls in flight';
    this.owned.add(store.onDidChange(() => this.wake()));
    this.owned.add(toDisposable(() => clearTimeout(this.timer)));
  }

  dispose(): void {
    this.owned.dispose();
  }

  /** Starts ticking, unless it does already. */
  private wake(): void {
    this.timer ??= setTimeout(() => this.tick(), 0);
  }

  /** Shows the newest run with calls in flight, and comes back as long as there is one. */
  private tick(): void {
    const shown = this.store.runs.some((run) => this.show(run));
    this.timer = shown ? setTimeout(() => this.tick(), TICK_MS) : undefined;
    if (!shown) this.item.hide();
  }

  /** Returns whether the run has anything to show. */
  private show(run: Run): boolean {
    const text = run.status === 'running' ? formatStatus(run, nowOf(run)) : undefined;
    if (text === undefined) return false;
    const isSuite = run.completion !== undefined;
    this.item.text = isSuite ? `$(beaker) ${text}` : `$(pulse) ${text}`;
    this.item.tooltip = isSuite
      ? `Requests made of the completion suite “${run.origin.title}”. Click for the results.`
      : `LLM calls in flight of “${run.origin.title}”. Click for the timeline.`;
    this.item.command = {
      title: isSuite ? 'Open Completion Results' : 'Open Timeline',
      command: isSuite ? commandIds.openResults : commandIds.openTimeline,
      arguments: [{ runId: run.id }],
    };
    this.item.show();
    return true;
  }
}
