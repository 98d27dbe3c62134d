import type { Milliseconds } from '../../base/units';
import type { CallActivity } from '../activity';
import { usableFrom } from '../graph/usableFrom';
import type { Gap, ThreadDraft } from './draft';
import { type Doing, GapIndex } from './gapIndex';

/**
 * Finds for threads the one on whose behalf each runs: through whose execution it was reached, or whose next request
 * holds its words, or, where no more is known, in the only tool run that it lies in.
 * @param threads in the order they began; get their parents
 * @param all threads of the run
 * @returns the start of the first one that has another parent than before; Infinity when none has
 */
export function nestThreads(threads: readonly ThreadDraft[], all: readonly ThreadDraft[]): Milliseconds {
  const doings = threads.map(doingOf);
  const from = doings.reduce((first, { end }) => Math.min(first, end), Number.POSITIVE_INFINITY);
  const index = new GapIndex(all, from);
  let changedFrom = Number.POSITIVE_INFINITY;
  for (const doing of doings) {
    const { own } = doing;
    const found = findParent(doing, index);
    // A branch says already where it came from.
    const parent = found?.thread === own.branchOf?.thread ? undefined : found;
    if (parent === own.parent) continue;
    own.parent = parent;
    own.made = undefined;
    changedFrom = Math.min(changedFrom, own.start);
  }
  return changedFrom;
}

function doingOf(own: ThreadDraft): Doing & { readonly own: ThreadDraft } {
  const { start, calls } = own;
  const end = calls.reduce((latest, call) => Math.max(latest, usableFrom(call)), start);
  return { start, end, made: (calls[0] as CallActivity).call, own };
}

function findParent(doing: Doing & { readonly own: ThreadDraft }, index: GapIndex): Gap | undefined {
  const last = doing.own.calls.at(-1) as CallActivity;
  return (
    index.findByExecution(doing) ??
    index.findByExecution({ ...doing, made: last.call }) ??
    index.findByQuotes(doing) ??
    index.findByTime(doing)
  );
}
