import type { Interval } from '../base/intervals';
import type { Milliseconds } from '../base/units';
import type { Run } from '../model/run';
import type { Activity } from './activity';
import type { CriticalPath } from './graph/criticalPath';
import type { DependencyGraph } from './graph/dependencies';
import type { LedgerPiece } from './ledger/ledger';
import { RunTracker } from './runTracker';
import type { Thread } from './threads/thread';

/** What was found out about where the time of a run went. Its interval is the run's wall time: `findRunSpan`. */
export interface RunAnalysis extends Interval {
  readonly run: Run;
  /** In the order they start. */
  readonly activities: readonly Activity[];
  /** In the order they began. */
  readonly threads: readonly Thread[];
  readonly graph: DependencyGraph;
  readonly path: CriticalPath;
  /** The account of each moment, in order, from the start of the run to its end. */
  readonly pieces: readonly LedgerPiece[];
}

/**
 * Finds out where the time of a run went.
 * @param now end of what goes on, ms on the run's clock
 * @param previous an earlier state of the same run: says the same sooner
 */
export function analyseRun(run: Run, now: Milliseconds, previous?: RunAnalysis): RunAnalysis {
  const known = previous && trackers.get(previous);
  // Each state is gone on from once: what was tracked up to it is at a later one then.
  if (previous) trackers.delete(previous);
  const tracker = known ?? new RunTracker();
  const analysis = tracker.update(run, now);
  trackers.set(analysis, tracker);
  return analysis;
}

/** What each state was found with: that goes on where the run does. */
const trackers = new WeakMap<RunAnalysis, RunTracker>();
