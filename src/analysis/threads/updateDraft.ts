import type { Milliseconds } from '../../base/units';
import { lastAttempt } from '../../model/call';
import type { CallActivity } from '../activity';
import { type Gap, isSameActivity, type ThreadDraft } from './draft';
import { findAnsweredTools } from './findAnsweredTools';
import { findHomes, type Home } from './findHomes';
import type { Conversation } from './partConversations';
import { firstCallOf, type Turn } from './turn';

/** Begins the thread of a conversation; `updateDraft` has to follow. */
export function beginDraft(turns: Conversation): ThreadDraft {
  const { id, start } = firstCallOf(turns[0]);
  return { id, turns, calls: [], start, homes: [], gaps: [] };
}

/**
 * Brings the draft of a thread to what its conversation is now. Gaps that have not changed stay the same objects.
 * @returns from when on what is done may belong to it, or no longer does; Infinity when that is as it was
 */
export function updateDraft(draft: ThreadDraft, turns: Conversation): Milliseconds {
  const before = { homes: draft.homes, gaps: draft.gaps };
  draft.turns = turns;
  draft.calls = turns.flatMap((turn) => turn.calls).sort((a, b) => a.start - b.start);
  draft.homes = findHomes(turns);
  draft.gaps = turns.flatMap((turn, index) => {
    const gap = findGap(draft, index + 1, turn, turns[index + 1]);
    const known = before.gaps[index];
    return gap ? (known && isSameGap(known, gap) ? known : gap) : [];
  });
  const isAtHome = isSameHomes(before.homes, draft.homes);
  // What tells tools apart is looked for within the conversation's own function.
  if (!isAtHome) for (const gap of draft.gaps) gap.runs = undefined;
  const from = isAtHome ? firstChange(before.gaps, draft.gaps) : draft.start;
  if (from < Number.POSITIVE_INFINITY || !isAsMade(draft, turns)) draft.made = undefined;
  return from;
}

function isSameHomes(before: readonly Home[], after: readonly Home[]): boolean {
  return (
    before.length === after.length &&
    before.every(({ execution }, index) => execution === after[index]?.execution)
  );
}

/** When the first gap starts that is new, not as it was, or gone. */
function firstChange(before: readonly Gap[], after: readonly Gap[]): Milliseconds {
  let index = 0;
  while (index < after.length && before[index] === after[index]) index += 1;
  const [one, other] = [before[index], after[index]];
  return Math.min(one?.turnStart ?? Number.POSITIVE_INFINITY, other?.turnStart ?? Number.POSITIVE_INFINITY);
}

/** Whether the thread that was made has just these calls, and none of them goes on. */
function isAsMade({ made }: ThreadDraft, turns: Conversation): boolean {
  if (made?.iterations.length !== turns.length) return false;
  return turns.every(({ calls }, index) => {
    const known = made.iterations[index]?.calls ?? [];
    return (
      calls.length === known.length &&
      calls.every(({ call, isOpen }, place) => !isOpen && call === known[place])
    );
  });
}

function isSameGap(one: Gap, other: Gap): boolean {
  return (
    one.turnStart === other.turnStart &&
    one.tools.join() === other.tools.join() &&
    isSameActivity(one.asking, other.asking) &&
    isSameActivity(one.bringing, other.bringing)
  );
}

function findGap(
  thread: ThreadDraft,
  iteration: number,
  turn: Turn,
  next: Turn | undefined,
): Gap | undefined {
  const turnStart = firstCallOf(turn).start;
  const asking = next?.from?.call ?? (turn.calls.at(-1) as CallActivity);
  const bringing = next && firstCallOf(next);
  const tools = bringing ? findAnsweredTools(asking.call, bringing.call) : findAskedTools(asking);
  if (!bringing && tools.length === 0) return undefined;
  const end = bringing?.start ?? Number.POSITIVE_INFINITY;
  return {
    thread,
    iteration,
    turnStart,
    asking,
    bringing,
    tools,
    start: Math.min(asking.end, end),
    end,
    done: [],
  };
}

function findAskedTools({ call }: CallActivity): readonly string[] {
  return (lastAttempt(call).response?.toolCalls ?? []).map(({ name }) => name);
}
