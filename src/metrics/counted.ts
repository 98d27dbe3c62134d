import type { Milliseconds } from '../base/units';
import type { Call } from '../model/call';
import type { Outcome } from '../model/outcome';
import type { Pause } from '../model/run';
import { callInterval } from './callTimes';

/** Why a call is left out of percentiles; every outcome but `complete`, and the debugger's pauses. */
export type NotCounted = Exclude<Outcome, 'complete'> | 'paused';

/** Each reason as it follows a number: `2 failed`, `1 in flight`. */
export const notCountedText: Readonly<Record<NotCounted, string>> = {
  inFlight: 'in flight',
  error: 'failed',
  cancelled: 'cancelled',
  truncated: 'truncated',
  cut: 'cut off',
  empty: 'empty',
  undecoded: 'not decoded',
  paused: 'paused in the debugger',
};

/** Why a call is not counted in percentiles, or undefined when it is. It is always counted beside them. */
export function whyNotCounted(call: Call, pauses: readonly Pause[]): NotCounted | undefined {
  if (call.outcome !== 'complete') return call.outcome;
  return overlapsPause(call, pauses, 0) ? 'paused' : undefined;
}

/**
 * Whether the debugger held the program while the call was open, so that its times hold the person's thinking too.
 * @param now end of a call in flight, ms on the run's clock
 */
export function overlapsPause(call: Call, pauses: readonly Pause[], now: Milliseconds): boolean {
  const { start, end } = callInterval(call, now);
  return pauses.some((pause) => pause.start < end && (pause.end ?? Number.POSITIVE_INFINITY) > start);
}
