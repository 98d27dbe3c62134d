import type { CallActivity } from '../activity';

/** A request of a conversation, with the calls that made it, and what the conversation went on with. */
export interface Turn {
  /** From 1, of all that were begun. */
  readonly number: number;
  /** In the order they started, never empty; several when it was made again before the conversation went on. */
  readonly calls: CallActivity[];
  /** The call that it carries on, and the turn of that. */
  readonly from?: { readonly turn: Turn; readonly call: CallActivity };
  /** In the order they began; several where the conversation was branched. */
  readonly next: Turn[];
  readonly tree: TurnTree;
}

/** All turns that go back to the same first one. What a turn carries on stands before it. */
export interface TurnTree {
  readonly turns: Turn[];
}

/** The call with which a turn began. */
export function firstCallOf({ calls }: Turn): CallActivity {
  return calls[0] as CallActivity;
}
