import type { Interval } from '../../base/intervals';
import { partitionPoint } from '../../base/partitionPoint';
import type { AttemptId, Milliseconds } from '../../base/units';
import { lastAttempt } from '../../model/call';
import { usableFrom } from '../graph/usableFrom';
import { type Gap, shorterGap, type ThreadDraft } from './draft';
import { type Execution, executionsOf, type Made } from './executions';
import { findNamedTool } from './findNamedTool';
import { OpenGaps } from './openGaps';

/** Something that was done, maybe on behalf of a thread. */
export interface Doing extends Interval {
  readonly made: Made;
  /** The thread that it is itself. */
  readonly own?: ThreadDraft;
}

/** Finds the gap of a thread that something was done in. */
export class GapIndex {
  readonly #byHome = new Map<Execution, ThreadDraft[]>();
  readonly #byQuote = new Map<AttemptId, Gap[]>();
  readonly #open: OpenGaps;

  /** @param from what is asked for ends no earlier */
  constructor(threads: readonly ThreadDraft[], from: Milliseconds) {
    const late = threads.filter(({ gaps }) => (gaps.at(-1)?.end ?? Number.NEGATIVE_INFINITY) >= from);
    const gaps = late.flatMap((thread) =>
      thread.gaps.slice(partitionPoint(thread.gaps, ({ end }) => end >= from)),
    );
    this.#open = new OpenGaps(gaps);
    for (const thread of late) for (const { execution } of thread.homes) add(this.#byHome, execution, thread);
    for (const gap of gaps) {
      const quotes = gap.bringing && lastAttempt(gap.bringing.call).quotes;
      for (const id of quotes ?? []) add(this.#byQuote, id, gap);
    }
  }

  /** Of the threads through whose execution it was reached, the innermost that waited for it between two calls. */
  findByExecution(doing: Doing): Gap | undefined {
    if (this.#byHome.size === 0) return undefined;
    for (const execution of executionsOf(doing.made)) {
      const threads = execution === undefined ? undefined : this.#byHome.get(execution);
      const gap = threads && findShortest(threads, doing);
      if (gap) return gap;
    }
    return undefined;
  }

  /** The shortest gap around a thread whose next request holds words of it. */
  findByQuotes({ own, start, end }: Doing): Gap | undefined {
    if (this.#byQuote.size === 0) return undefined;
    const gaps = (own?.calls ?? [])
      .flatMap(({ call }) => call.attempts.flatMap(({ id }) => this.#byQuote.get(id) ?? []))
      .filter((gap) => gap.thread !== own && usableFrom(gap.asking) <= start && end <= gap.end);
    return gaps.length > 0 ? gaps.reduce(shorterGap) : undefined;
  }

  /**
   * The gap that it lies in, when time leaves no other and nothing that is known of its way speaks against it.
   * @param doing to be asked for in the order of their starts
   */
  findByTime(doing: Doing): Gap | undefined {
    return this.#open.find(doing);
  }
}

function add<Key, Item>(lists: Map<Key, Item[]>, key: Key, item: Item): void {
  const known = lists.get(key);
  if (known) known.push(item);
  else lists.set(key, [item]);
}

function findShortest(threads: readonly ThreadDraft[], doing: Doing): Gap | undefined {
  let shortest: Gap | undefined;
  for (const thread of threads) {
    const gap = thread === doing.own ? undefined : findGap(thread, doing);
    if (gap) shortest = shortest ? shorterGap(shortest, gap) : gap;
  }
  return shortest;
}

/**
 * The gap of a thread in which something was done from its start to its end. Tools may be begun while the answer comes;
 * after the last answer nothing else is known to be done for them.
 */
function findGap({ gaps }: ThreadDraft, { start, end, made }: Doing): Gap | undefined {
  const gap = gaps[partitionPoint(gaps, ({ turnStart }) => turnStart > start) - 1];
  if (!gap || end > gap.end) return undefined;
  const isPlain = gap.bringing && usableFrom(gap.asking) <= start;
  return isPlain || findNamedTool(made, gap) !== undefined ? gap : undefined;
}
