import type { Milliseconds } from '../../base/units';
import type { Activity, ActivityId } from '../activity';

/**
 * Why one activity comes after another. The first four are needs: what came out of the one went into the other. The
 * others only say that the program took them in this order.
 */
export type DependencyReason =
  /** The request brings results of tools that the answer asked for. */
  | 'toolResult'
  /** The request names the answer, or its prompt goes on from that one's. */
  | 'conversation'
  /** The prompt holds words of the answer. */
  | 'quote'
  /** Work for a tool that the answer asked for, or work whose time lies between that and the results. */
  | 'tool'
  /** The same flow of the program did the one and then the other. */
  | 'order'
  /** Flows that ran side by side came together again. */
  | 'join';

export interface Dependency {
  readonly from: ActivityId;
  readonly to: ActivityId;
  readonly why: DependencyReason;
  /** From the end of the one to the start of the other, in ms; negative when a part of an answer was enough. */
  readonly lag: Milliseconds;
}

/** What is told of activities. */
export interface ByActivity<Value> {
  get(id: ActivityId): Value | undefined;
  has(id: ActivityId): boolean;
  values(): Iterable<Value>;
}

/** What waits for what. Acyclic: nothing starts before what it waits for has started. */
export interface DependencyGraph {
  /** In the order they started. */
  readonly activities: readonly Activity[];
  /** At most one dependency between any two. Nothing is told of an activity that waited for none. */
  readonly before: ByActivity<readonly Dependency[]>;
  readonly after: ByActivity<readonly Dependency[]>;
  /**
   * The innermost activity that each goes on within, such as the child process that makes a call; absent for most. Time
   * of an activity is that of what is within it, and what is left of its own.
   */
  readonly inside: ReadonlyMap<ActivityId, ActivityId>;
}
