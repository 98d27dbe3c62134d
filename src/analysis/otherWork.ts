import { Coverage } from '../base/coverage';
import { groupBy } from '../base/groupBy';
import { type Interval, sumLengths } from '../base/intervals';
import { partitionPoint } from '../base/partitionPoint';
import type { Milliseconds, ProcessId } from '../base/units';
import { callInterval } from '../metrics/callTimes';
import { type Call, firstAttempt } from '../model/call';
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
 * @param from what began before that is left out; nothing that is only known in hindsight may reach over it
 */
export function findOtherWork(
  run: Run,
  now: Milliseconds,
  from = Number.NEGATIVE_INFINITY,
): readonly OtherWork[] {
  const callers = new Callers(run.calls);
  const isAll = from === Number.NEGATIVE_INFINITY;
  const late = isAll ? run.work : run.work.slice(partitionPoint(run.work, ({ start }) => start >= from));
  const observed: OtherWork[] = [];
  const hindsight: OtherWork[] = [];
  for (const work of late) {
    if (callers.firstOf(work.process) === undefined) continue;
    const span = spanOf(work, now);
    if (isHindsight(work)) hindsight.push(span);
    else if (!callers.accompanies(span, now)) observed.push(span);
  }
  if (hindsight.length === 0) return observed.sort((a, b) => a.start - b.start);
  const explained = [...groupBy(hindsight, ({ work }) => work.process)].flatMap(([process, spans]) =>
    explainTime(spans, occupiedBy(process, { run, callers, now, from })),
  );
  return [...observed, ...explained].sort((a, b) => a.start - b.start);
}

/**
 * Which other work goes on around all calls of its process.
 * @param begun when the last of the processes that make calls has made its first one
 */
export function findCompanions(run: Run, now: Milliseconds, begun: Milliseconds): readonly Work['id'][] {
  const callers = new Callers(run.calls);
  const early = run.work.slice(
    0,
    partitionPoint(run.work, ({ start }) => start > begun),
  );
  return early.filter((work) => callers.accompanies(spanOf(work, now), now)).map(({ id }) => id);
}

/** The calls of a run by the processes that make them. */
class Callers {
  readonly #firsts = new Map<ProcessId, Milliseconds | undefined>();

  /** @param calls in the order they start */
  constructor(private readonly calls: readonly Call[]) {}

  /** When the first call of a process starts; undefined where it makes none. */
  firstOf(process: ProcessId): Milliseconds | undefined {
    if (this.#firsts.has(process)) return this.#firsts.get(process);
    const call = this.calls.find((one) => one.process === process);
    const start = call && firstAttempt(call).timing.start;
    this.#firsts.set(process, start);
    return start;
  }

  /** Whether other work goes on from before the first of several calls of its process until after the last. */
  accompanies({ work, start, end }: OtherWork, now: Milliseconds): boolean {
    const first = this.firstOf(work.process);
    if (work.kind === 'measure' || first === undefined || start > first) return false;
    let calls = 0;
    // The last calls are those that most likely end later.
    for (let index = this.calls.length - 1; index >= 0; index--) {
      const call = this.calls[index] as Call;
      if (call.process !== work.process) continue;
      calls += 1;
      if (callInterval(call, now).end > end) return false;
    }
    return calls > 1;
  }
}

/** Time of a process that is accounted for, as far as it reaches beyond a moment. */
function occupiedBy(
  process: ProcessId,
  {
    run,
    callers,
    now,
    from,
  }: {
    readonly run: Run;
    readonly callers: Callers;
    readonly now: Milliseconds;
    readonly from: Milliseconds;
  },
): Coverage {
  const occupied = new Coverage();
  const add = (interval: Interval) => {
    if (interval.end > from) occupied.add(interval);
  };
  for (const call of run.calls) if (call.process === process) add(callInterval(call, now));
  for (const { start, end } of run.pauses) add({ start, end: end ?? now });
  for (const work of run.work) {
    if (work.process !== process || isHindsight(work) || !isWaitedFor(work)) continue;
    const span = spanOf(work, now);
    if (!callers.accompanies(span, now)) add(span);
  }
  return occupied;
}

function explainTime(spans: readonly OtherWork[], occupied: Coverage): OtherWork[] {
  const busy = spans.filter((span) => span.work.kind === 'cpu');
  const sleeps = findSleeps(spans, busy, occupied);
  return [...sleeps, ...busy.flatMap((span) => findComputing(span, occupied))];
}

/** A piece of work with its end, which is `now` while it goes on. */
export function spanOf(work: Work, now: Milliseconds): OtherWork {
  const end = Math.max(work.start, work.end ?? now);
  return { work, start: work.start, end, duration: end - work.start };
}

/** Whether it is only known in hindsight what it was. */
export function isHindsight({ kind }: Work): boolean {
  return kind === 'timer' || kind === 'cpu';
}

/** A thread works beside the program, and a mark is around whatever it measures. */
function isWaitedFor({ kind }: Work): boolean {
  return kind !== 'thread' && kind !== 'measure';
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
