import type { Milliseconds } from '../../base/units';
import type { Goal } from './change';

/** Time that a goal comes earlier, never negative. Calls per second are compared by the time that one takes. */
export function savedTime(
  goal: Goal,
  { before, after }: { readonly before: number; readonly after: number },
): Milliseconds {
  if (goal !== 'throughput') return Math.max(0, before - after);
  return before > 0 && after > 0 ? Math.max(0, 1000 / before - 1000 / after) : 0;
}
