import { formatDuration } from '../base/format';
import { type Interval, unionLength } from '../base/intervals';
import type { Milliseconds } from '../base/units';
import { type BlockCause, findBlockCause } from '../metrics/blockCause';
import { computeCallMetrics } from '../metrics/callMetrics';
import { findUnread } from '../metrics/consumption';
import { percentile } from '../metrics/percentile';
import { type Call, lastAttempt } from '../model/call';
import type { Pause } from '../model/run';

/** Who is behind by less, keeps up: nobody sees it, and nothing waits for it. */
const NOTED_LAG = { median: 10, max: 50 } as const;
/** Shorter blocks are part of any program's life. */
const NOTED_BLOCK_MS = 50;

/** How a program took the answers of some calls, as far as that is worth a word. */
export interface Consumption {
  /** Calls whose answer it took late, and by how much: p50 over those calls' medians, and the longest wait. */
  readonly late?: { readonly calls: number; readonly p50: Milliseconds; readonly max: Milliseconds };
  /** Time in which its event loop was busy while an answer may have been waiting, by cause. */
  readonly blocked: readonly { readonly cause: BlockCause; readonly length: Milliseconds }[];
  /** Time in which the socket was left because too much waited; 0 if never. */
  readonly backPressure: Milliseconds;
  /** Calls whose TTFT is known only as a range. */
  readonly uncertainTtft: number;
}

/** A stretch of a call in which the program's side held things up. */
export interface Stretch extends Interval {
  readonly kind: BlockCause | 'backPressure' | 'unread';
}

export function findConsumption(calls: readonly Call[], pauses: readonly Pause[]): Consumption {
  const late = calls.filter(isLate).map(computeCallMetrics);
  const medians = late.map(({ lagMedian }) => lagMedian.value ?? 0).sort((a, b) => a - b);
  const stretches = calls.flatMap((call) => findBlocks(call, pauses));
  return {
    ...(late.length > 0 && {
      late: {
        calls: late.length,
        p50: percentile(medians, 0.5),
        max: Math.max(...late.map(({ lagMax }) => lagMax.value ?? 0)),
      },
    }),
    blocked: causes.flatMap((cause) => {
      const length = unionLength(stretches.filter(({ kind }) => kind === cause));
      return length >= NOTED_BLOCK_MS ? [{ cause, length }] : [];
    }),
    backPressure: sumOf(calls, 'backPressure'),
    uncertainTtft: calls.filter((call) => rangeOf(call) !== undefined).length,
  };
}

/** Whether there is something to say of how the program took this answer. */
export function isHeldUp(call: Call): boolean {
  return findStretches(call, []).length > 0;
}

/** Where in a call that happened, for drawing: only what `findConsumption` would speak of. */
export function findStretches(call: Call, pauses: readonly Pause[]): readonly Stretch[] {
  const blocks = findBlocks(call, pauses);
  const isNoted = unionLength(blocks) >= NOTED_BLOCK_MS;
  const backPressure = lastAttempt(call).holdups?.filter(({ kind }) => kind === 'backPressure') ?? [];
  return [
    ...(isLate(call) ? unreadOf(call) : []),
    ...(isNoted ? blocks : []),
    ...backPressure.map(({ start, end }) => ({ kind: 'backPressure' as const, start, end })),
  ];
}

/** The same in sentences; none when there is nothing to say. */
export function describeConsumption(calls: readonly Call[], pauses: readonly Pause[]): string[] {
  const { late, blocked, backPressure, uncertainTtft } = findConsumption(calls, pauses);
  const shareOf = (some: number) => (calls.length === 1 ? '' : ` in ${some} of ${calls.length} calls`);
  return [
    ...(late
      ? [
          `The program took chunks ${formatDuration(late.p50)} after they came${shareOf(late.calls)} (p50; the longest wait was ${formatDuration(late.max)}).`,
        ]
      : []),
    ...blocked.map(({ cause, length }) => `${causeTexts[cause](formatDuration(length))}, and read nothing.`),
    ...(backPressure > 0
      ? [
          `So much waited for the program that its socket was left unread for ${formatDuration(backPressure)}.`,
        ]
      : []),
    ...(uncertainTtft > 0
      ? [`TTFT is no more than an upper bound${shareOf(uncertainTtft)}: the program was not reading.`]
      : []),
  ];
}

const causeTexts: Readonly<Record<BlockCause, (length: string) => string>> = {
  computing: (length) => `The program computed for ${length} while an answer was coming`,
  waiting: (length) => `The program stood still for ${length} while an answer was coming`,
  debugger: (length) => `The debugger held the program for ${length} while an answer was coming`,
  unclear: (length) => `The program’s event loop was busy for ${length} while an answer was coming`,
};
const causes = Object.keys(causeTexts) as BlockCause[];

function isLate(call: Call): boolean {
  const { lagMedian, lagMax } = computeCallMetrics(call);
  return (lagMedian.value ?? 0) >= NOTED_LAG.median || (lagMax.value ?? 0) >= NOTED_LAG.max;
}

function findBlocks(call: Call, pauses: readonly Pause[]): Stretch[] {
  const blocks = lastAttempt(call).holdups?.filter(({ kind }) => kind === 'blocked') ?? [];
  return blocks.map((block) => ({
    kind: findBlockCause(block, pauses),
    start: block.start,
    end: block.end,
  }));
}

function unreadOf(call: Call): Stretch[] {
  return findUnread(lastAttempt(call)).map((stretch) => ({ kind: 'unread', ...stretch }));
}

function rangeOf(call: Call) {
  const { ttft } = computeCallMetrics(call);
  return ttft.value === undefined ? undefined : ttft.range;
}

function sumOf(calls: readonly Call[], name: 'backPressure'): Milliseconds {
  return calls.reduce((sum, call) => sum + (computeCallMetrics(call)[name].value ?? 0), 0);
}
