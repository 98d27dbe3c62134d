import type { Interval } from '../base/intervals';
import type { Milliseconds } from '../base/units';
import { isSuiteRun, type Run } from '../model/run';
import type { Activity } from './activity';
import { findActivities } from './findActivities';
import { findRunSpan } from './findRunSpan';
import { buildDependencies } from './graph/buildDependencies';
import type { CriticalPath } from './graph/criticalPath';
import type { DependencyGraph } from './graph/dependencies';
import { findCriticalPath } from './graph/findCriticalPath';
import { cutIntoAccounts } from './ledger/cutIntoAccounts';
import type { LedgerPiece } from './ledger/ledger';
import { findThreads } from './threads/findThreads';
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
  const activities = findActivities(run, now);
  // The same prompts over and over are no conversation.
  const threads = isSuiteRun(run) ? [] : findThreads(activities, previous?.threads);
  const graph = buildDependencies(activities, threads, run.processes);
  const span = findRunSpan(activities);
  const path = findCriticalPath(graph, span);
  const pieces = cutIntoAccounts({ run, activities, threads, path });
  return { run, ...span, activities, threads, graph, path, pieces };
}
