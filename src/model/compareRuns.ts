import type { CallId, Milliseconds } from '../base/units';
import { type Call, firstAttempt, lastAttempt } from './call';
import type { Pause, Run } from './run';

/**
 * Whether two states of a run say the same. Calls, other work and a suite's requests are compared by identity, since
 * they are replaced when they change.
 */
export function isSameRun(before: Run, after: Run): boolean {
  return (
    haveSameItems(before.calls, after.calls) &&
    haveSameItems(before.work, after.work) &&
    before.completion === after.completion &&
    textWithoutLists(before) === textWithoutLists(after)
  );
}

/** Calls that are new, not as they were, or held by other pauses than before. */
export function findChangedCalls(before: Run, after: Run): CallId[] {
  const known = new Set(before.calls);
  const pauses = findChangedPauses(before.pauses, after.pauses);
  const changed = after.calls.filter(
    (call) => !known.has(call) || pauses.some((pause) => overlaps(call, pause)),
  );
  return changed.map((call) => call.id);
}

function haveSameItems(before: readonly object[], after: readonly object[]): boolean {
  return (
    before === after ||
    (before.length === after.length && after.every((item, index) => item === before[index]))
  );
}

function textWithoutLists(run: Run): string {
  return JSON.stringify({ ...run, calls: [], work: [], completion: undefined });
}

function findChangedPauses(before: readonly Pause[], after: readonly Pause[]): Pause[] {
  const nameOf = ({ start, end }: Pause) => `${start} ${end}`;
  const [known, told] = [new Set(before.map(nameOf)), new Set(after.map(nameOf))];
  return [
    ...before.filter((pause) => !told.has(nameOf(pause))),
    ...after.filter((pause) => !known.has(nameOf(pause))),
  ];
}

function overlaps(call: Call, pause: Pause): boolean {
  return startOf(call) < (pause.end ?? Number.POSITIVE_INFINITY) && pause.start < endOf(call);
}

function startOf(call: Call): Milliseconds {
  return firstAttempt(call).timing.start;
}

function endOf(call: Call): Milliseconds {
  return lastAttempt(call).timing.close ?? Number.POSITIVE_INFINITY;
}
