import type { Interval } from '../../base/intervals';
import type { Activity } from '../activity';

/** How many things went on at a time in a stretch in which that did not change. */
export interface ParallelismStep extends Interval {
  readonly calls: number;
  /** Calls and other work. */
  readonly activities: number;
}

/**
 * How many calls and activities were open at each moment of an interval, in order, without gap or overlap. What ends when
 * another starts is not open with it; a child process is open besides what it does.
 */
export function findParallelism(
  activities: readonly Activity[],
  { start, end }: Interval,
): readonly ParallelismStep[] {
  const within = activities.flatMap((activity) => {
    const part = { start: Math.max(start, activity.start), end: Math.min(end, activity.end) };
    return part.start < part.end ? [{ ...part, isCall: activity.kind === 'call' }] : [];
  });
  return stepsOf(within, { start, end });
}

type Part = Interval & { readonly isCall: boolean };

function stepsOf(parts: readonly Part[], { start, end }: Interval): ParallelismStep[] {
  const steps: ParallelismStep[] = [];
  let [at, calls, activities] = [start, 0, 0];
  const moveTo = (moment: number) => {
    if (moment <= at) return;
    const last = steps.at(-1);
    if (last?.calls === calls && last.activities === activities)
      steps[steps.length - 1] = { ...last, end: moment };
    else steps.push({ start: at, end: moment, calls, activities });
    at = moment;
  };
  const changes = parts.flatMap((part) => [
    { at: part.start, by: 1, isCall: part.isCall },
    { at: part.end, by: -1, isCall: part.isCall },
  ]);
  for (const change of changes.sort((a, b) => a.at - b.at)) {
    moveTo(change.at);
    activities += change.by;
    if (change.isCall) calls += change.by;
  }
  moveTo(end);
  return steps;
}
