import type { Milliseconds } from '../base/units';
import { isSuiteRun, type Run } from '../model/run';
import { ActivityTracker } from './activityTracker';
import type { RunAnalysis } from './analyseRun';
import { DependencyTracker } from './graph/dependencyTracker';
import { findCriticalPath } from './graph/findCriticalPath';
import { LedgerTracker } from './ledger/ledgerTracker';
import { SpanTracker } from './spanTracker';
import { findThreads } from './threads/findThreads';
import type { Thread } from './threads/thread';

const noThreads: readonly Thread[] = [];

/** Analyses a run, and goes on where it does. Whatever it is updated with, it says what would be said from the start. */
export class RunTracker {
  readonly #activities = new ActivityTracker();
  readonly #span = new SpanTracker();
  #graph = new DependencyTracker();
  #ledger = new LedgerTracker();
  #latest: { readonly analysis: RunAnalysis; readonly now: Milliseconds } | undefined;

  /** @param now end of what goes on, ms on the run's clock */
  update(run: Run, now: Milliseconds): RunAnalysis {
    const before = this.#latest?.analysis;
    const { activities, open } = this.#activities.update(run, now);
    // The same prompts over and over are no conversation.
    const threads = isSuiteRun(run) ? noThreads : findThreads(activities, before?.threads);
    const { graph, change } =
      this.#graph.update(activities, threads, run.processes) ?? this.#beginGraph(activities, threads, run);
    const span = this.#span.update(activities, open);
    const until = Math.min(change.from, this.#latest?.now ?? 0);
    const path = findCriticalPath(graph, span, undefined, before && { path: before.path, until });
    const pieces = this.#ledger.update({
      run,
      activities,
      path,
      threads: this.#graph.threads,
      find: (id) => graph.places.find(id),
      until: Math.min(until, change.tools),
      changed: change.renewed,
    });
    const analysis = { run, ...span, activities, threads, graph, path, pieces };
    this.#latest = { analysis, now };
    return analysis;
  }

  /** What has changed lies too far back: everything is looked at again. */
  #beginGraph(activities: RunAnalysis['activities'], threads: RunAnalysis['threads'], { processes }: Run) {
    this.#graph = new DependencyTracker();
    this.#ledger = new LedgerTracker();
    const begun = this.#graph.update(activities, threads, processes);
    // Where nothing was tracked before there is nothing to go back to.
    if (!begun) throw new Error('A graph that is begun has no past.');
    return { graph: begun.graph, change: { ...begun.change, from: Number.NEGATIVE_INFINITY } };
  }
}
