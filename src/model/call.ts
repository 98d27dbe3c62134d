import type { CallId, ProcessId } from '../base/units';
import type { Attempt } from './attempt';
import type { Attribution } from './attribution';
import type { Outcome } from './outcome';

/** One SDK call: the attempts it took, retries included, and the line that made it. Frozen. */
export interface Call {
  readonly id: CallId;
  readonly process: ProcessId;
  readonly attribution: Attribution;
  /** In the order they started; never empty. The last one is the answer, or the last failure. */
  readonly attempts: readonly Attempt[];
  /** Outcome of the last attempt. */
  readonly outcome: Outcome;
}

/** The attempt that decides what the call is: its last one. */
export function lastAttempt(call: Call): Attempt {
  return call.attempts[call.attempts.length - 1] as Attempt;
}

/** The attempt with which the call began. */
export function firstAttempt(call: Call): Attempt {
  return call.attempts[0] as Attempt;
}
