import type { TimelineState } from './state';

type Steps = Pick<TimelineState, 'items' | 'selected' | 'analysis'>;

/** The line that is `by` lines after the selected one, as far as there are any; without one it starts before the first. */
export function stepAlong({ items, selected }: Steps, by: number): string | undefined {
  const ids = items.flatMap((item) => (item.kind === 'room' ? [] : [item.id]));
  const at = ids.indexOf(selected ?? '') + by;
  return ids[Math.min(Math.max(at, 0), ids.length - 1)];
}

/**
 * The first call of the iteration that is `by` iterations after that of the selected row, in its thread as far as that
 * goes. Of a row in no iteration, and without one, it is the first iteration there is.
 */
export function stepIteration({ analysis, selected }: Steps, by: number): string | undefined {
  const threads = analysis?.threads ?? [];
  for (const { iterations } of threads) {
    const at = iterations.findIndex(({ callIds }) => callIds.includes(selected ?? ''));
    if (at < 0) continue;
    return iterations[Math.min(Math.max(at + by, 0), iterations.length - 1)]?.callIds[0];
  }
  return threads[0]?.iterations[0]?.callIds[0] ?? selected;
}
