import type { CallActivity } from '../activity';
import { usableFrom } from '../graph/usableFrom';
import type { Gap, ThreadDraft } from './draft';
import { findQuoted } from './findQuoted';
import { GapIndex } from './gapIndex';

/**
 * Finds for each thread the one on whose behalf it runs: through whose execution it was reached, or whose next request
 * holds its words, or, where no more is known, in the only tool run that it lies in.
 * @param threads in the order they began; get their parents
 */
export function nestThreads(threads: readonly ThreadDraft[]): void {
  const index = new GapIndex(threads);
  const quoted = findQuoted(threads);
  for (const thread of threads) {
    const parent = findParent(thread, index, quoted.get(thread));
    // A branch says already where it came from.
    if (parent?.thread !== thread.branchOf?.thread) thread.parent = parent;
  }
}

function findParent(thread: ThreadDraft, index: GapIndex, quoted: Gap | undefined): Gap | undefined {
  const { start, calls } = thread;
  const [first, last] = [calls[0] as CallActivity, calls.at(-1) as CallActivity];
  const end = calls.reduce((latest, call) => Math.max(latest, usableFrom(call)), start);
  const doing = { start, end, made: first.call, own: thread };
  return (
    index.findByExecution(doing) ??
    index.findByExecution({ ...doing, made: last.call }) ??
    quoted ??
    index.findByTime(doing)
  );
}
