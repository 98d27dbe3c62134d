import type { RunAnalysis } from '../analyseRun';
import type { Change, Goal, Prediction } from './change';

/** Thinks a recorded run through again with changes. */
export function predict(analysis: RunAnalysis, _changes: readonly Change[], goal: Goal): Prediction {
  const wall = analysis.end - analysis.start;
  const times = new Map(analysis.activities.map(({ id, start, end }) => [id, { start, end }]));
  return { goal, before: wall, after: wall, low: wall, high: wall, times };
}
