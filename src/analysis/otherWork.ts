import { Coverage } from '../base/coverage';
import { groupBy } from '../base/groupBy';
import { type Interval, sumLengths } from '../base/intervals';
import { memoiseByIdentity } from '../base/memoise';
import { partitionPoint } from '../base/partitionPoint';
import type { Milliseconds } from '../base/units';
import { callInterval } from '../metrics/callTimes';
import type { Run } from '../model/run';
import type { Work } from '../model/work';

/** A shorter sleep explains nothing that a person would ask about. */
const LEAST_SLEEP_MS = 10;
/** A shorter stretch of computing is not felt; as in the Long Tasks API, https://w3c.github.io/longtasks. */
const LEAST_BUSY_MS = 50;
/** What ran out or was computed within this of something else's end belongs to that. */
const SLACK_MS = 5;

/** A piece of other work as it is shown. */
export interface OtherWork {
  readonly work: Work;
  readonly start: Milliseconds;
  /** `now` while it goes on. */
  readonly end: Milliseconds;
  /** How long it took; for `cpu` the time for which the event loop was busy between `start` and `end`. */
  readonly duration: Milliseconds;
}

/**
 * What the processes that make calls do besides, in the order it begins. Observed work is told as it was. What is only
 * known in hindsight has to explain something: a timer is told when the process had nothing else to do until it ran
 * out, a busy stretch when nothing else accounts for most of it. What goes on during all calls of its process, such as
 * a server that it started, is no work between them.
 * @param now end of what goes on, ms on the run's clock
 */
export function findOtherWork(run: Run, now: Milliseconds): readonly OtherWork[] {
  const callsBy = groupBy(run.calls, (call) => call.process);
  const workBy = groupBy(run.work, (work) => work.process);
  return [...workBy]
    .flatMap(([process, work]) => {
      const calls = (callsBy.get(process) ?? []).map((call) => callInterval(call, now));
      return calls.length === 0 ? [] : workOfProcess(work, calls, pausesOf(run, now), now);
    })
    .sort((a, b) => a.start - b.start);
}

function pausesOf(run: Run, now: Milliseconds): Interval[] {
  return run.pauses.map(({ start, end }) => ({ start, end: end ?? now }));
}

function workOfProcess(
  work: readonly Work[],
  calls: readonly Interval[],
  pauses: readonly Interval[],
  now: Milliseconds,
): OtherWork[] {
  const all = work.map((each) => spanOf(each, now));
  const observed = all.filter((span) => !isHindsight(span) && !accompanies(span, calls));
  const occupied = new Coverage([...calls, ...pauses, ...observed.filter(isWaitedFor)]);
  const busy = all.filter((span) => span.work.kind === 'cpu');
  const sleeps = findSleeps(all, busy, occupied);
  const computing = busy.flatMap((span) => findComputing(span, occupied));
  return [...observed, ...sleeps, ...computing];
}

function spanOf(work: Work, now: Milliseconds): OtherWork {
  return work.end === undefined ? spanUntil(work, now) : finishedSpan(work);
}

function spanUntil(work: Work, until: Milliseconds): OtherWork {
  const end = Math.max(work.start, until);
  return { work, start: work.start, end, duration: end - work.start };
}

/** What is over stays the same object from one state of a run to the next. */
const finishedSpan = memoiseByIdentity((work: Work) => spanUntil(work, work.end ?? work.start));

function isHindsight({ work: { kind } }: OtherWork): boolean {
  return kind === 'timer' || kind === 'cpu';
}

/** A thread works beside the program, and a mark is around whatever it measures. */
function isWaitedFor({ work: { kind } }: OtherWork): boolean {
  return kind !== 'thread' && kind !== 'measure';
}

function accompanies({ work, start, end }: OtherWork, calls: readonly Interval[]): boolean {
  return (
    work.kind !== 'measure' &&
    calls.length > 1 &&
    calls.every((call) => start <= call.start && call.end <= end)
  );
}

/** Timers that the process waited for; `occupied` has them then. The shortest explains best. */
function findSleeps(all: readonly OtherWork[], busy: readonly OtherWork[], occupied: Coverage): OtherWork[] {
  const timers = all.filter(({ work }) => work.kind === 'timer').sort((a, b) => a.duration - b.duration);
  return timers.filter((timer) => {
    const gaps = occupied.gapsIn(timer);
    const isSleep =
      explainsItsTime(gaps, timer) &&
      gaps.every((gap) => overlapping(busy, gap).every((span) => hasRoomFor(gap, span)));
    if (isSleep) occupied.add(timer);
    return isSleep;
  });
}

/** Whether an interval that nothing else accounts for is most of the timer's time, and lasts until it ran out. */
function explainsItsTime(gaps: readonly Interval[], timer: OtherWork): boolean {
  const idle = sumLengths(gaps);
  const last = gaps.at(-1);
  return (
    last !== undefined &&
    idle >= Math.max(LEAST_SLEEP_MS, timer.duration / 2) &&
    timer.end - last.end <= SLACK_MS
  );
}

/** Stretches follow each other: those that share time with an interval stand together. */
function overlapping(stretches: readonly OtherWork[], { start, end }: Interval): readonly OtherWork[] {
  const first = partitionPoint(stretches, (stretch) => stretch.end > start);
  const after = partitionPoint(stretches, (stretch) => stretch.start >= end);
  return stretches.slice(first, after);
}

/**
 * Whether a stretch was idle for at least half of the part of a wait that lies in it. More can't be asked: a machine that
 * takes the processor away makes a stretch look busy that was not.
 */
function hasRoomFor(wait: Interval, { start, end, work }: OtherWork): boolean {
  const within = Math.min(wait.end, end) - Math.max(wait.start, start);
  return within / 2 <= end - start - (work.busy ?? 0) + SLACK_MS;
}

/** Computing is placed in the longest part that nothing else accounts for, when it fills most of that. */
function findComputing(span: OtherWork, occupied: Coverage): OtherWork[] {
  const lengthOf = ({ start, end }: Interval) => end - start;
  const longest = occupied
    .gapsIn(span)
    .reduce<Interval | undefined>(
      (best, gap) => (best && lengthOf(best) >= lengthOf(gap) ? best : gap),
      undefined,
    );
  if (!longest) return [];
  const duration = Math.min(span.work.busy ?? 0, lengthOf(longest));
  if (duration < Math.max(LEAST_BUSY_MS, lengthOf(longest) / 2)) return [];
  return [{ work: span.work, ...longest, duration }];
}
