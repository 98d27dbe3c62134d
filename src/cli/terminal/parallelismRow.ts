import type { ParallelismStep } from '../../analysis/graph/findParallelism';
import type { Interval } from '../../base/intervals';

const heights = [...'▁▂▃▄▅▆▇█'];

/**
 * How many calls were open at once, a glyph a column: the most that were in its time, the highest glyph for the most of
 * the whole run, and nothing for none.
 * @param steps in order, without gap or overlap
 * @param span time that `columns` columns stand for
 */
export function drawParallelism(
  steps: readonly ParallelismStep[],
  { start, end }: Interval,
  columns: number,
): string {
  const most = mostCalls(steps);
  const width = (end - start) / columns;
  let next = 0;
  return Array.from({ length: columns }, (_, column) => {
    const from = start + column * width;
    while (next < steps.length && (steps[next] as ParallelismStep).end <= from) next += 1;
    let calls = 0;
    for (let index = next; index < steps.length; index += 1) {
      const step = steps[index] as ParallelismStep;
      if (step.start >= from + width) break;
      calls = Math.max(calls, step.calls);
    }
    return calls === 0 ? ' ' : heights[Math.ceil((calls / most) * heights.length) - 1];
  }).join('');
}

/** The most calls that were open at once. */
export function mostCalls(steps: readonly ParallelismStep[]): number {
  return steps.reduce((most, { calls }) => Math.max(most, calls), 0);
}
