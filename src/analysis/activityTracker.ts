import { partitionPoint } from '../base/partitionPoint';
import { Sieve } from '../base/sieve';
import type { Milliseconds, ProcessId } from '../base/units';
import { callInterval } from '../metrics/callTimes';
import { type Call, firstAttempt } from '../model/call';
import type { Pause, Run } from '../model/run';
import type { Work } from '../model/work';
import type { Activity } from './activity';
import { findActivities, listActivities } from './findActivities';
import { findCompanions, findOtherWork, isHindsight, spanOf } from './otherWork';

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

/** What is known of a run at a moment. */
interface RunFacts {
  readonly run: Run;
  readonly now: Milliseconds;
  /** Work that is only known in hindsight. */
  readonly hindsight: readonly Work[];
  /** Names the work that goes on around all calls. */
  readonly companions: string;
  /** Number of processes that make calls. */
  readonly callers: number;
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
  const { from, replaced } = new Changes(before, after);
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

/** Facts that took the place of others, and have begun when those did. */
interface Replaced {
  readonly id: string;
  readonly start: Milliseconds;
  readonly by: Call | Work;
}

/** What is different in a later state of a run. */
class Changes {
  /** What began before that is as it was, but for what was replaced, and the end of what goes on. */
  from: Milliseconds;
  readonly replaced = new Map<string, Replaced>();

  constructor(before: ActivityState, after: RunFacts) {
    this.from = before.now;
    this.#compare(before.run.calls, after.run.calls, startOf, (one, other) => {
      if (one.process !== other.process) return startOf(one);
      return Math.min(callInterval(one, before.now).end, callInterval(other, after.now).end);
    });
    const startOfWork = ({ start }: Work) => start;
    this.#compare(before.run.work, after.run.work, startOfWork, (one, other) => {
      const isSameKind = one.process === other.process && one.kind === other.kind;
      if (!isSameKind || isHindsight(one)) return one.start;
      return Math.min(spanOf(one, before.now).end, spanOf(other, after.now).end);
    });
    this.from = Math.min(this.from, findPauseChange(before.run.pauses, after.run.pauses));
    this.#leaveWhole(before.hindsight);
    this.#leaveWhole(after.hindsight);
  }

  #compare<Facts extends Call | Work>(
    before: readonly Facts[],
    after: readonly Facts[],
    startsAt: (facts: Facts) => Milliseconds,
    changesAt: (one: Facts, other: Facts) => Milliseconds,
  ): void {
    const length = Math.max(before.length, after.length);
    for (let index = 0; index < length; index++) {
      const one: Facts | undefined = before[index];
      const other: Facts | undefined = after[index];
      if (one === other) continue;
      const isReplaced = one && other && one.id === other.id && startsAt(one) === startsAt(other);
      if (!one || !other || !isReplaced) {
        const endless = Number.POSITIVE_INFINITY;
        this.from = Math.min(this.from, one ? startsAt(one) : endless, other ? startsAt(other) : endless);
        return;
      }
      this.replaced.set(other.id, { id: other.id, start: startsAt(other), by: other });
      this.from = Math.min(this.from, changesAt(one, other));
    }
  }

  /** What is only known in hindsight is looked at as a whole, and with all that shares time with it. */
  #leaveWhole(work: readonly Work[]): void {
    for (let index = work.length - 1; index >= 0; index--) {
      const piece = work[index] as Work;
      if (piece.start >= this.from) continue;
      if ((piece.end ?? Number.POSITIVE_INFINITY) > this.from) this.from = piece.start;
    }
  }
}

function startOf(call: Call): Milliseconds {
  return firstAttempt(call).timing.start;
}

/** When the first pause began that is not as it was. */
function findPauseChange(before: readonly Pause[], after: readonly Pause[]): Milliseconds {
  const length = Math.max(before.length, after.length);
  for (let index = 0; index < length; index++) {
    const [one, other] = [before[index], after[index]];
    if (one?.start !== other?.start || one?.end !== other?.end) {
      const endless = Number.POSITIVE_INFINITY;
      return Math.min(one?.start ?? endless, other?.start ?? endless);
    }
  }
  return Number.POSITIVE_INFINITY;
}
