import type { Milliseconds } from '../base/units';
import { callInterval } from '../metrics/callTimes';
import { type Call, firstAttempt } from '../model/call';
import type { Pause, Run } from '../model/run';
import type { Work } from '../model/work';
import { isHindsight, spanOf } from './otherWork';

/** What is known of a run at a moment. */
export interface RunFacts {
  readonly run: Run;
  readonly now: Milliseconds;
  /** Work that is only known in hindsight. */
  readonly hindsight: readonly Work[];
  /** Names the work that goes on around all calls. */
  readonly companions: string;
  /** Number of processes that make calls. */
  readonly callers: number;
}

/** Facts that took the place of others, and have begun when those did. */
export interface Replaced {
  readonly id: string;
  readonly start: Milliseconds;
  readonly by: Call | Work;
}

/** What is different in a later state of a run. */
export class RunChanges {
  /** What began before that is as it was, but for what was replaced, and the end of what goes on. */
  from: Milliseconds;
  readonly replaced = new Map<string, Replaced>();

  constructor(before: RunFacts, after: RunFacts) {
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

/** When a call starts. */
export function startOf(call: Call): Milliseconds {
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
