import { lastAttempt } from '../../model/call';
import type { CallActivity } from '../activity';
import type { Gap, ThreadDraft } from './draft';
import { findAnsweredTools } from './findAnsweredTools';
import { findHomes } from './findHomes';
import type { Conversation } from './partConversations';
import { firstCallOf, type Turn } from './turn';

/** Begins the threads of conversations, in the same order. */
export function draftThreads(conversations: readonly Conversation[]): readonly ThreadDraft[] {
  const drafts = conversations.map(draftThread);
  const places = new Map<Turn, NonNullable<ThreadDraft['branchOf']>>();
  for (const thread of drafts) {
    for (const [index, turn] of thread.turns.entries()) places.set(turn, { thread, iteration: index + 1 });
  }
  for (const thread of drafts) {
    const { from } = thread.turns[0];
    if (from) thread.branchOf = places.get(from.turn);
  }
  return drafts;
}

function draftThread(turns: Conversation): ThreadDraft {
  const { id, start } = firstCallOf(turns[0]);
  const calls = turns.flatMap((turn) => turn.calls).sort((a, b) => a.start - b.start);
  const thread: ThreadDraft = { id, turns, calls, start, homes: findHomes(turns), gaps: [] };
  for (const [index, turn] of turns.entries()) {
    const gap = findGap(turn, turns[index + 1], { thread, iteration: index + 1 });
    if (gap) thread.gaps.push(gap);
  }
  return thread;
}

function findGap(
  turn: Turn,
  next: Turn | undefined,
  place: Pick<Gap, 'thread' | 'iteration'>,
): Gap | undefined {
  const turnStart = firstCallOf(turn).start;
  if (!next?.from) return findLastGap({ ...place, turnStart, asking: turn.calls.at(-1) as CallActivity });
  const asking = next.from.call;
  const bringing = firstCallOf(next);
  const tools = findAnsweredTools(asking.call, bringing.call);
  const { start: end } = bringing;
  return { ...place, turnStart, asking, bringing, tools, start: Math.min(asking.end, end), end };
}

function findLastGap(place: Pick<Gap, 'thread' | 'iteration' | 'turnStart' | 'asking'>): Gap | undefined {
  const { call, end: start } = place.asking;
  const tools = (lastAttempt(call).response?.toolCalls ?? []).map(({ name }) => name);
  return tools.length === 0 ? undefined : { ...place, tools, start, end: Number.POSITIVE_INFINITY };
}
