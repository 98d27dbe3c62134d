import type { Interval } from '../../base/intervals';
import type { Milliseconds } from '../../base/units';
import type { Activity, CallActivity } from '../activity';
import type { Home } from './findHomes';
import type { Conversation } from './partConversations';
import type { Thread, ThreadId, ToolRun } from './thread';

/** A thread that is being made, and made again as its run goes on. */
export interface ThreadDraft {
  readonly id: ThreadId;
  turns: Conversation;
  /** In the order they started. */
  calls: readonly CallActivity[];
  readonly start: Milliseconds;
  homes: readonly Home[];
  /** One after each turn, in order; after the last one only if its answer asks for tools. */
  gaps: readonly Gap[];
  branchOf?: { readonly thread: ThreadDraft; readonly iteration: number };
  /** Where in another thread it belongs. */
  parent?: Gap;
  /** What was made of it; absent when that would be different now. */
  made?: Thread;
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
  /** What was done in it, in the order it started. */
  done: readonly Activity[];
  /** What was made of that; absent when it would be different now. */
  runs?: readonly ToolRun[];
}

/** Of two gaps the shorter. */
export function shorterGap(one: Gap, other: Gap): Gap {
  return other.end - other.start < one.end - one.start ? other : one;
}

/** Whether nothing has changed of an activity from one state of a run to the next. */
export function isSameActivity(one: Activity | undefined, other: Activity | undefined): boolean {
  if (one === other) return true;
  if (!one || !other || one.start !== other.start || one.end !== other.end) return false;
  if (one.kind === 'call') return other.kind === 'call' && one.call === other.call;
  return other.kind === 'work' && one.work.work === other.work.work;
}
