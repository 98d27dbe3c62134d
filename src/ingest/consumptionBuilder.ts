import { extend } from '../base/extend';
import type { Milliseconds } from '../base/units';
import type { Attempt, AttemptTiming } from '../model/attempt';
import type { Holdup } from '../model/holdup';
import type { BodyNotes } from '../protocol/probeRecords';
import { findBackPressure, findHeldSince, findTakeTimes, type Take } from './backPressure';

/** A block that is shorter hides nothing worth telling. */
const SHORTEST_BLOCK_MS = 2;

/** Collects what a probe notes of how a program took an answer, and tells what it means for the times of its reads. */
export class ConsumptionBuilder {
  private readonly takes: Take[] = [];
  private readonly blocks: Required<Holdup>[] = [];
  private capacity = Number.POSITIVE_INFINITY;

  /** @param toRunTime puts the probe's times on the run's clock */
  accept(notes: BodyNotes, toRunTime: (time: number) => Milliseconds): void {
    const { took = [], blocks = [], capacity = this.capacity } = notes;
    this.capacity = capacity;
    for (const [at = 0, bytes = 0] of groupsOf(2, took)) this.takes.push({ at: toRunTime(at), bytes });
    for (const [start = 0, end = 0, cpu = 0] of groupsOf(3, blocks)) {
      this.blocks.push({ kind: 'blocked', start: toRunTime(start), end: toRunTime(end), cpu });
    }
  }

  /** What it adds to an attempt: when things can have come at the earliest, when they were taken, and why so late. */
  describe({ reads, timing }: Attempt): Pick<Attempt, 'timing' | 'reads' | 'holdups'> {
    const blocks = this.findBlocks(timing);
    const backPressure = findBackPressure(reads, this.takes, this.capacity);
    const takenAt = findTakeTimes(reads, this.takes);
    const heldSince = findHeldSince(reads, backPressure);
    const headersSince = hiddenSince(timing.headers, blocks);
    return {
      timing: headersSince === undefined ? timing : Object.freeze(extend(timing, { headersSince })),
      reads: reads.map((read, index) => {
        const since = hiddenSince(read.at, blocks) ?? heldSince[index];
        const taken = takenAt[index];
        return extend(read, {
          ...(since !== undefined && { since }),
          ...(taken !== undefined && { takenAt: taken }),
        });
      }),
      holdups: [...blocks, ...backPressure].sort((a, b) => a.start - b.start),
    };
  }

  /** Nothing of an answer can have been waiting before its request was sent. */
  private findBlocks({ start, assigned, sent }: AttemptTiming): Holdup[] {
    const earliest = sent ?? assigned ?? start;
    return this.blocks
      .map((block) => beginNotBefore(earliest, block))
      .filter((block) => block.end - block.start >= SHORTEST_BLOCK_MS);
  }
}

function beginNotBefore(earliest: Milliseconds, block: Required<Holdup>): Holdup {
  if (block.start >= earliest) return block;
  const share = Math.max(0, (block.end - earliest) / (block.end - block.start));
  return { ...block, start: earliest, cpu: block.cpu * share };
}

/** Start of the first block that a moment lies in. */
function hiddenSince(moment: Milliseconds | undefined, blocks: readonly Holdup[]): Milliseconds | undefined {
  if (moment === undefined) return undefined;
  return blocks.find(({ start, end }) => start < moment && moment <= end)?.start;
}

function* groupsOf(size: number, values: readonly number[]): Generator<readonly number[]> {
  for (let index = 0; index + size <= values.length; index += size) yield values.slice(index, index + size);
}
