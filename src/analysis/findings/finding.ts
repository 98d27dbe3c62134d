import type { Milliseconds } from '../../base/units';
import type { SourceFrame } from '../../model/attribution';
import type { ActivityId } from '../activity';
import type { Change } from '../whatIf/change';

/** One detector each, in a file of its name. */
export type DetectorName =
  | 'serialCalls'
  | 'serialTools'
  | 'longOutput'
  | 'promptGrowth'
  | 'brokenCachePrefix'
  | 'neverCached'
  | 'retries'
  | 'rateLimits'
  | 'coldStart'
  | 'newConnections'
  | 'clientPerCall'
  | 'farEndpoint'
  | 'blockedLoop'
  | 'slowConsumer'
  | 'longThinking'
  | 'notStreamed'
  | 'bufferingProxy'
  | 'sleepInLoop'
  | 'repeatedRequest'
  | 'slowerModel'
  | 'pauseTimeout'
  | 'budgetMissed';

/** How sure a finding is; whatever is not `certain` says so in its text. */
export type Certainty = 'certain' | 'likely' | 'possible';

/** A number that a finding rests on, as text. */
export interface Evidence {
  readonly label: string;
  readonly value: string;
}

/** What a detector tells: something that adds latency, where, how one can tell, and what to do about it. */
export interface Suspicion {
  readonly detector: DetectorName;
  /** One line with the figure that matters: `4 calls one after the other that need nothing of each other`. */
  readonly title: string;
  /** What was seen, in sentences. */
  readonly explanation: string;
  /** What to do, in sentences; names options of the API where there are any. */
  readonly advice: string;
  readonly certainty: Certainty;
  /** What it was seen on, in the order of time; never empty. */
  readonly activities: readonly ActivityId[];
  /** The lines to look at, the one to change first; empty only where no line is known. */
  readonly places: readonly SourceFrame[];
  readonly evidence: readonly Evidence[];
  /** What would be different without it; a prediction with these gives the saving. */
  readonly changes: readonly Change[];
}

/** A suspicion with what it costs. */
export interface Finding extends Suspicion {
  /** Equal from one state of a run to the next. */
  readonly id: string;
  /** Time that the goal would come earlier, in ms (for throughput: of the run's time per call); 0 for warnings. */
  readonly saving: Milliseconds;
  readonly savingLow: Milliseconds;
  readonly savingHigh: Milliseconds;
}
