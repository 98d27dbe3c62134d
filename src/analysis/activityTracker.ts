import { partitionPoint } from '../base/partitionPoint';
import { Sieve } from '../base/sieve';
import type { Milliseconds, ProcessId } from '../base/units';
import type { Call } from '../model/call';
import type { Run } from '../model/run';
import type { Work } from '../model/work';
import type { Activity } from './activity';
import { findActivities, listActivities } from './findActivities';
import { findCompanions, findOtherWork, isHindsight, spanOf } from './otherWork';
import { type Replaced, RunChanges, type RunFacts, startOf } from './runChanges';

/** Follows the activities of a run as it goes on. */
export class ActivityTracker {
  readonly #open = new Sieve<Activity>(({ isOpen }) => isOpen);
  readonly #hindsight = new Sieve<Work>(isHindsight);
  readonly #calls = new Sieve<Call>((call) => this.#isFirst(call));
  readonly #callers = new Map<ProcessId, Call['id']>();
  #state: ActivityState | undefined;

  /**
   * The activities of a later state of the run: as `findActivities` finds them, but only what has changed is looked at.
   * What is over and has not changed stays the same object.
   */
  update(run: Run, now: Milliseconds): FoundActivities {
    const before = this.#state;
    const firsts = this.#calls.update(run.calls);
    const hindsight = this.#hindsight.update(run.work);
    const companions = findCompanions(run, now, startOfLast(firsts));
    const facts = { run, now, hindsight, companions: companions.join(' '), callers: firsts.length };
    const activities = before && canGoOn(before, facts) ? goOn(before, facts) : findActivities(run, now);
    this.#state = { ...facts, activities, open: this.#open.update(activities) };
    return this.#state;
  }

  /** Whether it is the first call of its process. */
  #isFirst({ id, process }: Call): boolean {
    const first = this.#callers.get(process) ?? id;
    this.#callers.set(process, first);
    return first === id;
  }
}

function startOfLast(calls: readonly Call[]): Milliseconds {
  return calls.reduce((last, call) => Math.max(last, startOf(call)), Number.NEGATIVE_INFINITY);
}

/** The activities of a run, and those of them that go on. */
export interface FoundActivities {
  /** In the order they start. */
  readonly activities: readonly Activity[];
  readonly open: readonly Activity[];
}

interface ActivityState extends RunFacts, FoundActivities {}

/** Whether what began earlier is told as before: that may hang on calls that come later. */
function canGoOn(before: ActivityState, after: RunFacts): boolean {
  return before.companions === after.companions && before.callers === after.callers;
}

function goOn(before: ActivityState, after: RunFacts): readonly Activity[] {
  const { run, now } = after;
  const { from, replaced } = new RunChanges(before, after);
  const kept = before.activities.slice(0, startingFrom(before.activities, from));
  for (const activity of before.open) renewAt(kept, activity, replaced, now);
  for (const { id, start } of replaced.values()) {
    const activity = findById(before.activities, id, start);
    if (activity) renewAt(kept, activity, replaced, now);
  }
  const calls = run.calls.slice(partitionPoint(run.calls, (call) => startOf(call) >= from));
  const later = listActivities(calls, findOtherWork(run, now, from), now);
  const known = new Map(before.activities.slice(kept.length).map((activity) => [activity.id, activity]));
  for (const activity of later) kept.push(keepSame(known.get(activity.id), activity));
  return kept;
}

function findById(activities: readonly Activity[], id: string, start: Milliseconds): Activity | undefined {
  for (let index = startingFrom(activities, start); activities[index]?.start === start; index++) {
    if (activities[index]?.id === id) return activities[index];
  }
  return undefined;
}

function renewAt(
  kept: Activity[],
  before: Activity,
  replaced: ReadonlyMap<string, Replaced>,
  now: Milliseconds,
): void {
  for (let index = startingFrom(kept, before.start); kept[index]?.start === before.start; index++) {
    if (kept[index] === before) kept[index] = renew(before, replaced.get(before.id)?.by, now);
  }
}

function startingFrom(activities: readonly Activity[], moment: Milliseconds): number {
  return partitionPoint(activities, ({ start }) => start >= moment);
}

function renew(activity: Activity, by: Call | Work | undefined, now: Milliseconds): Activity {
  const [renewed] =
    activity.kind === 'call'
      ? listActivities([(by as Call | undefined) ?? activity.call], [], now)
      : listActivities([], [spanOf((by as Work | undefined) ?? activity.work.work, now)], now);
  return renewed ?? activity;
}

function keepSame(before: Activity | undefined, after: Activity): Activity {
  if (!before || before.isOpen || before.start !== after.start || before.end !== after.end) return after;
  if (before.kind === 'call') return after.kind === 'call' && before.call === after.call ? before : after;
  return after.kind === 'work' && before.work.work === after.work.work ? before : after;
}
