import { findAnsweredTools } from './findAnsweredTools';
import type { Conversation } from './partConversations';
import type { Iteration, Thread, ThreadId, ToolRun } from './thread';
import { firstCallOf, type Turn } from './turn';

/** Makes threads of conversations, in their order. */
export function buildThreads(conversations: readonly Conversation[]): readonly Thread[] {
  const places = new Map<Turn, { readonly thread: ThreadId; readonly iteration: number }>();
  for (const turns of conversations) {
    const thread = idOf(turns);
    for (const [index, turn] of turns.entries()) places.set(turn, { thread, iteration: index + 1 });
  }
  return conversations.map((turns) => buildThread(turns, turns[0].from && places.get(turns[0].from.turn)));
}

function idOf([first]: Conversation): ThreadId {
  return firstCallOf(first).id;
}

function buildThread(turns: Conversation, branchOf: Thread['branchOf']): Thread {
  const iterations = turns.map((turn, index) => buildIteration(turn, turns[index + 1], index + 1));
  const calls = turns.flatMap((turn) => turn.calls).sort((a, b) => a.start - b.start);
  return {
    id: idOf(turns),
    iterations,
    calls: calls.map(({ call }) => call),
    start: firstCallOf(turns[0]).start,
    end: lastEnd([...calls, ...iterations.slice(-1)]),
    ...(branchOf && { branchOf }),
  };
}

function buildIteration(turn: Turn, next: Turn | undefined, ordinal: number): Iteration {
  const { calls } = turn;
  return {
    ordinal,
    calls: calls.map(({ call }) => call),
    tools: next ? findToolRuns(next) : [],
    start: firstCallOf(turn).start,
    end: next ? firstCallOf(next).start : lastEnd(calls),
  };
}

function findToolRuns(next: Turn): readonly ToolRun[] {
  const { from } = next;
  if (!from) return [];
  const bringing = firstCallOf(next);
  const names = findAnsweredTools(from.call.call, bringing.call);
  if (names.length === 0) return [];
  return [{ names, start: Math.min(from.call.end, bringing.start), end: bringing.start, activities: [] }];
}

function lastEnd(parts: readonly { readonly end: number }[]): number {
  return parts.reduce((last, { end }) => Math.max(last, end), 0);
}
