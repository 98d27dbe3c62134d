import type { Interval } from '../../base/intervals';
import type { Milliseconds } from '../../base/units';
import type { CallActivity } from '../activity';
import type { Home } from './findHomes';
import type { Conversation } from './partConversations';
import type { ThreadId } from './thread';

/** A thread that is being made. */
export interface ThreadDraft {
  readonly id: ThreadId;
  readonly turns: Conversation;
  /** In the order they started. */
  readonly calls: readonly CallActivity[];
  readonly start: Milliseconds;
  readonly homes: readonly Home[];
  /** One after each turn, in order; after the last one only if its answer asks for tools. */
  readonly gaps: Gap[];
  branchOf?: { readonly thread: ThreadDraft; readonly iteration: number };
  /** Where in another thread it belongs. */
  parent?: Gap;
}

/** What lies between an answer and the next request of its conversation: from the end of the one to the start of the other. */
export interface Gap extends Interval {
  readonly thread: ThreadDraft;
  /** The iteration that it is part of, from 1, and when that started. */
  readonly iteration: number;
  readonly turnStart: Milliseconds;
  readonly asking: CallActivity;
  /** Absent after the last answer: nothing tells how long its tools took, or whether they were run. */
  readonly bringing?: CallActivity;
  /** Names of the tools that are run in it, in the order of the answer. */
  readonly tools: readonly string[];
}

/** Of two gaps the shorter. */
export function shorterGap(one: Gap, other: Gap): Gap {
  return other.end - other.start < one.end - one.start ? other : one;
}
