import { formatDuration } from '../base/format';
import { type Interval, unionLength } from '../base/intervals';
import type { Milliseconds } from '../base/units';
import { type BlockCause, findBlockCause } from '../metrics/blockCause';
import { computeMetric } from '../metrics/callMetrics';
import { attemptEnd } from '../metrics/callTimes';
import { findUnread } from '../metrics/consumption';
import { type Call, lastAttempt } from '../model/call';
import type { Pause } from '../model/run';

/**
 * From when on it is told that a program held an answer up. Every event loop is busy for some milliseconds now and
 * then, and a busy machine takes the processor away for more, so a person is told only of what changes the picture: a
 * tenth of the answer's time, or of the TTFT that is shown. What is shorter than 50 ms is never felt; the Long Tasks
 * API draws its line there as well (https://w3c.github.io/longtasks). Figures carry their own range from less on.
 */
const NOTED = { share: 0.1, least: 50 } as const;

/** How a program took the answers of some calls, as far as that is worth a word. */
export interface Consumption {
  /** Calls in which pieces of the answer waited for the program, and the longest such wait. */
  readonly late?: { readonly calls: number; readonly max: Milliseconds };
  /** Calls in which its event loop was busy while something may have come, for how long in all, and mostly why. */
  readonly blocked?: { readonly calls: number; readonly length: Milliseconds; readonly cause: BlockCause };
  /** Time in which the socket was left because too much waited; 0 if never. */
  readonly backPressure: Milliseconds;
  /** Calls whose TTFT is known only as a range, and the most that it can be too high. */
  readonly blurredTtft?: { readonly calls: number; readonly max: Milliseconds };
}

/** A stretch of a call in which the program's side held things up. */
export interface Stretch extends Interval {
  readonly kind: BlockCause | 'backPressure' | 'unread';
}

export function findConsumption(calls: readonly Call[], pauses: readonly Pause[]): Consumption {
  const stretches = calls.map((call) => findStretches(call, pauses));
  const late = calls.filter((_, index) => stretches[index]?.some(({ kind }) => kind === 'unread'));
  const blocks = stretches.map((ofCall) => ofCall.filter(isBlock)).filter(({ length }) => length > 0);
  const blurs = calls.map(blurOfTtft).filter((blur) => blur > 0);
  return {
    ...(late.length > 0 && { late: { calls: late.length, max: mostOf(late, longestLag) } }),
    ...(blocks.length > 0 && {
      blocked: { calls: blocks.length, length: unionLength(blocks.flat()), cause: mainCause(blocks.flat()) },
    }),
    backPressure: unionLength(stretches.flat().filter(({ kind }) => kind === 'backPressure')),
    ...(blurs.length > 0 && { blurredTtft: { calls: blurs.length, max: mostOf(blurs, (blur) => blur) } }),
  };
}

/** Whether there is something to say of how the program took this answer. */
export function isHeldUp(call: Call): boolean {
  return findStretches(call, []).length > 0;
}

/** Where in a call that happened, for drawing: only what `findConsumption` speaks of. */
export function findStretches(call: Call, pauses: readonly Pause[]): readonly Stretch[] {
  const attempt = lastAttempt(call);
  const holdups = attempt.holdups ?? [];
  const blocks = holdups.filter(({ kind }) => kind === 'blocked');
  const length = attemptEnd(attempt, lastRead(call)) - attempt.timing.start;
  const noted = <One extends Interval>(some: readonly One[], kindOf: (one: One) => Stretch['kind']) =>
    isNoted(unionLength(some), length) ? some.map((one) => toStretch(one, kindOf(one))) : [];
  return [
    ...noted(findUnread(attempt), () => 'unread'),
    ...noted(blocks, (block) => findBlockCause(block, pauses)),
    ...noted(
      holdups.filter(({ kind }) => kind === 'backPressure'),
      () => 'backPressure',
    ),
  ];
}

/** The same in sentences; none when there is nothing to say. */
export function describeConsumption(calls: readonly Call[], pauses: readonly Pause[]): string[] {
  const found = findConsumption(calls, pauses);
  const { late, backPressure } = found;
  const inSome = (some: number) => (calls.length === 1 ? '' : ` in ${some} of ${calls.length} calls`);
  return [
    ...(late
      ? [`The program took chunks up to ${formatDuration(late.max)} after they came${inSome(late.calls)}.`]
      : []),
    ...describeBlocks(found, inSome),
    ...(backPressure > 0
      ? [`The program was so far behind that its socket was left unread for ${formatDuration(backPressure)}.`]
      : []),
  ];
}

/** What was not read, why, and what that makes of TTFT: one fact, so one sentence. */
function describeBlocks({ blocked, blurredTtft }: Consumption, inSome: (calls: number) => string): string[] {
  const ttft = blurredTtft && `TTFT may be up to ${formatDuration(blurredTtft.max)} too high`;
  if (blocked) {
    const unread = `The program read nothing for ${formatDuration(blocked.length)}${inSome(blocked.calls)}`;
    return [`${unread}: ${causeTexts[blocked.cause]}${ttft ? `; ${ttft}` : ''}.`];
  }
  return blurredTtft ? [`${ttft}${inSome(blurredTtft.calls)}: the program was not reading.`] : [];
}

const causeTexts: Readonly<Record<BlockCause, string>> = {
  computing: 'it was computing',
  waiting: 'it was blocked',
  debugger: 'the debugger held it',
  unclear: 'its event loop was busy',
};

/** What accounts for at least half of the time. */
function mainCause(blocks: readonly Stretch[]): BlockCause {
  const half = unionLength(blocks) / 2;
  const lengthOf = (cause: BlockCause) => unionLength(blocks.filter(({ kind }) => kind === cause));
  return (
    (['debugger', 'computing', 'waiting'] as const).find((cause) => lengthOf(cause) >= half) ?? 'unclear'
  );
}

/** @param whole that it is a part of */
function isNoted(length: Milliseconds, whole: Milliseconds): boolean {
  return length >= Math.max(NOTED.least, NOTED.share * whole);
}

function isBlock({ kind }: Stretch): boolean {
  return kind !== 'unread' && kind !== 'backPressure';
}

function toStretch({ start, end }: Interval, kind: Stretch['kind']): Stretch {
  return { kind, start, end };
}

/** The greatest figure of some items, which can be too many to be the arguments of a call. */
function mostOf<Item>(items: readonly Item[], figureOf: (item: Item) => number): number {
  return items.reduce((most, item) => Math.max(most, figureOf(item)), Number.NEGATIVE_INFINITY);
}

/** How much the TTFT of a call may be too high; 0 where that is not worth a word. */
function blurOfTtft(call: Call): Milliseconds {
  const ttft = computeMetric(call, 'ttft');
  if (ttft.value === undefined || !ttft.range) return 0;
  const blur = ttft.value - ttft.range.min;
  return isNoted(blur, ttft.value) ? blur : 0;
}

function longestLag(call: Call): Milliseconds {
  return computeMetric(call, 'lagMax').value ?? 0;
}

/** Up to which a call in flight is known. */
function lastRead(call: Call): Milliseconds {
  return lastAttempt(call).reads.at(-1)?.at ?? 0;
}
