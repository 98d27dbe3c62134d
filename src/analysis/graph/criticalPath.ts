import type { Interval } from '../../base/intervals';
import type { Milliseconds } from '../../base/units';
import type { ActivityId } from '../activity';

/** A stretch of the critical path. */
export interface PathSegment extends Interval {
  /** What the run waited for; undefined between two activities, when the program itself was at work or idle. */
  readonly activity?: ActivityId;
}

/** The chain of activities that a moment, such as the end of a run, waited for. */
export interface CriticalPath extends Interval {
  /** In order, without gap or overlap, from `start` to `end`. */
  readonly segments: readonly PathSegment[];
  /**
   * By how much each activity could have taken longer without the end coming later; 0 on the path. Infinite where the
   * end didn't wait for it at all.
   */
  readonly slack: ReadonlyMap<ActivityId, Milliseconds>;
}
