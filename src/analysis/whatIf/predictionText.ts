import { formatDuration } from '../../base/format';
import type { Goal, Prediction } from './change';

/** A value of a goal: `13.1 s`, `1.20 calls/s`. */
export function formatGoal(goal: Goal, value: number): string {
  return goal === 'throughput' ? `${value.toFixed(2)} calls/s` : formatDuration(value);
}

/** `13.1 s → 10.7 s (10.5 s to 10.9 s)` */
export function describePrediction({ goal, before, after, low, high }: Prediction): string {
  const [from, to, least, most] = [before, after, low, high].map((value) => formatGoal(goal, value));
  return `${from} → ${to}${least === most ? '' : ` (${least} to ${most})`}`;
}
