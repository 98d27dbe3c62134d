import type { Milliseconds } from '../../base/units';
import type { Call } from '../../model/call';
import type { ActivityId } from '../activity';

/** Names a thread within its run: the id of its first call. */
export type ThreadId = string;

/**
 * What the program did for tool calls that an answer asked for: from the end of that answer to the request that brings
 * the results. Tools of one answer whose times can't be told apart share one.
 */
export interface ToolRun {
  /** Names of the tools, as the model called them, in its order; one where the times of each are known. */
  readonly names: readonly string[];
  readonly start: Milliseconds;
  readonly end: Milliseconds;
  /** Pieces of other work and calls of other threads within it. */
  readonly activities: readonly ActivityId[];
}

/** One turn of an agent's loop: a call, and the work for it up to the thread's next call. */
export interface Iteration {
  /** From 1. */
  readonly ordinal: number;
  /** The call; several when the same request was made again before the conversation went on. */
  readonly calls: readonly Call[];
  readonly tools: readonly ToolRun[];
  readonly start: Milliseconds;
  /** Start of the next iteration; of the last one, the end of its last call or tool. */
  readonly end: Milliseconds;
}

/** A conversation: calls each of which carries an earlier one on. A call that does so for none is a thread of its own. */
export interface Thread {
  readonly id: ThreadId;
  readonly iterations: readonly Iteration[];
  /** In the order they started. */
  readonly calls: readonly Call[];
  readonly start: Milliseconds;
  readonly end: Milliseconds;
  /** Thread on whose behalf it runs, such as one whose tool it is: it starts and ends within that one's iteration. */
  readonly parent?: { readonly thread: ThreadId; readonly iteration: number };
  /** It began as a copy of that thread's conversation, up to that iteration, and went another way. */
  readonly branchOf?: { readonly thread: ThreadId; readonly iteration: number };
}
