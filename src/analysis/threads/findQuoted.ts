import type { AttemptId } from '../../base/units';
import { lastAttempt } from '../../model/call';
import { usableFrom } from '../graph/usableFrom';
import { type Gap, shorterGap, type ThreadDraft } from './draft';

/** Threads that lie between an answer of another one and its next request, which holds words of theirs; with that gap. */
export function findQuoted(threads: readonly ThreadDraft[]): ReadonlyMap<ThreadDraft, Gap> {
  const quoting = threads.flatMap(({ gaps }) => gaps.filter((gap) => quotesIn(gap).length > 0));
  const speakers = quoting.length === 0 ? new Map<AttemptId, ThreadDraft>() : findSpeakers(threads);
  const found = new Map<ThreadDraft, Gap>();
  for (const gap of quoting) {
    for (const id of quotesIn(gap)) {
      const speaker = speakers.get(id);
      if (!speaker || speaker === gap.thread || !isAround(gap, speaker)) continue;
      const known = found.get(speaker);
      found.set(speaker, known ? shorterGap(known, gap) : gap);
    }
  }
  return found;
}

/** Threads by their attempts. */
function findSpeakers(threads: readonly ThreadDraft[]): ReadonlyMap<AttemptId, ThreadDraft> {
  const speakers = new Map<AttemptId, ThreadDraft>();
  for (const thread of threads) {
    for (const { call } of thread.calls) for (const { id } of call.attempts) speakers.set(id, thread);
  }
  return speakers;
}

function quotesIn({ bringing }: Gap): readonly AttemptId[] {
  return (bringing && lastAttempt(bringing.call).quotes) ?? [];
}

function isAround({ asking, end }: Gap, { start, calls }: ThreadDraft): boolean {
  return usableFrom(asking) <= start && calls.every((call) => usableFrom(call) <= end);
}
