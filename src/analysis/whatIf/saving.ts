import type { Milliseconds } from '../../base/units';
import type { Prediction } from './change';

/** What changes would save: time that the goal comes earlier; for `throughput`, of the run's time per call. */
export interface Saving {
  /** Less than 0 where it would get worse. */
  readonly saving: Milliseconds;
  readonly low: Milliseconds;
  readonly high: Milliseconds;
}

/** What a prediction comes to as time saved. */
export function savingOf({ goal, before, after, low, high }: Prediction): Saving {
  const savedBy = (value: number) => timeOf(goal, before) - timeOf(goal, value);
  const bounds = [savedBy(low), savedBy(high)];
  return { saving: savedBy(after), low: Math.min(...bounds), high: Math.max(...bounds) };
}

/** Calls per second are compared by the time that one takes. */
function timeOf(goal: Prediction['goal'], value: number): Milliseconds {
  if (goal !== 'throughput') return value;
  return value > 0 ? 1000 / value : 0;
}
