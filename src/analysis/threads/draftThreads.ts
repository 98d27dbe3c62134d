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
    const next = turns[index + 1];
    const gap = next ? findGap(thread, index + 1, turn, next) : findLastGap(thread, index + 1, turn);
    if (gap) thread.gaps.push(gap);
  }
  return thread;
}

function findGap(thread: ThreadDraft, iteration: number, turn: Turn, next: Turn): Gap {
  const turnStart = firstCallOf(turn).start;
  const bringing = firstCallOf(next);
  const asking = next.from?.call ?? bringing;
  const tools = findAnsweredTools(asking.call, bringing.call);
  const { start: end } = bringing;
  return { thread, iteration, turnStart, asking, bringing, tools, start: Math.min(asking.end, end), end };
}

function findLastGap(thread: ThreadDraft, iteration: number, turn: Turn): Gap | undefined {
  const turnStart = firstCallOf(turn).start;
  const asking = turn.calls.at(-1) as CallActivity;
  const tools = (lastAttempt(asking.call).response?.toolCalls ?? []).map(({ name }) => name);
  const [start, end] = [asking.end, Number.POSITIVE_INFINITY];
  if (tools.length === 0) return undefined;
  return { thread, iteration, turnStart, asking, bringing: undefined, tools, start, end };
}
