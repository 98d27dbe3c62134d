import type { Interval } from '../../base/intervals';
import { partitionPoint } from '../../base/partitionPoint';
import { usableFrom } from '../graph/usableFrom';
import { type Gap, shorterGap, type ThreadDraft } from './draft';
import { executionsOf, type Made } from './executions';
import { findNamedTool } from './findNamedTool';
import { OpenGaps } from './openGaps';

/** Something that was done, maybe on behalf of a thread. */
export interface Doing extends Interval {
  readonly made: Made;
  /** The thread that it is itself a part of. */
  readonly own?: ThreadDraft;
}

/** Finds the gap of a thread that something was done in. */
export class GapIndex {
  readonly #byHome = new Map<string, ThreadDraft[]>();
  readonly #open: OpenGaps;

  constructor(threads: readonly ThreadDraft[]) {
    this.#open = new OpenGaps(threads);
    for (const thread of threads) {
      for (const { execution } of thread.homes) {
        const known = this.#byHome.get(execution);
        if (known) known.push(thread);
        else this.#byHome.set(execution, [thread]);
      }
    }
  }

  /** Of the threads through whose execution it was reached, the innermost that waited for it between two calls. */
  findByExecution(doing: Doing): Gap | undefined {
    for (const execution of executionsOf(doing.made)) {
      const threads = execution === undefined ? [] : (this.#byHome.get(execution) ?? []);
      const gaps = threads.filter(({ id }) => id !== doing.own?.id).flatMap((one) => findGap(one, doing));
      if (gaps.length > 0) return gaps.reduce(shorterGap);
    }
    return undefined;
  }

  /**
   * The gap that it lies in, when time leaves no other and nothing that is known of its way speaks against it.
   * @param doing to be asked for in the order of their starts
   */
  findByTime(doing: Doing): Gap | undefined {
    return this.#open.find(doing);
  }
}

/**
 * The gap of a thread in which something was done from its start to its end. Tools may be begun while the answer comes;
 * after the last answer nothing else is known to be done for them.
 */
function findGap({ gaps }: ThreadDraft, { start, end, made }: Doing): Gap[] {
  const gap = gaps[partitionPoint(gaps, ({ turnStart }) => turnStart > start) - 1];
  if (!gap || end > gap.end) return [];
  const isPlain = gap.bringing && usableFrom(gap.asking) <= start;
  return isPlain || findNamedTool(made, gap) !== undefined ? [gap] : [];
}
