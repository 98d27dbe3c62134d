import type { Interval } from '../../base/intervals';
import type { CallId, Milliseconds } from '../../base/units';
import type { PhaseName } from '../../metrics/phases';
import type { ActivityId } from '../activity';

/** What is supposed to be different in a run that is thought through again. */
export type Change =
  /** These start together, as soon as the first of them could; whatever came after one of them waits for all. */
  | { readonly kind: 'parallel'; readonly activities: readonly ActivityId[] }
  /** As `parallel`, of branches: what is in one branch stays in its order. */
  | { readonly kind: 'fanOut'; readonly branches: readonly (readonly ActivityId[])[] }
  /**
   * These take `factor` times as long; of calls, only these phases do when any are named. 0 does away with them. Of an
   * answer that is no stream, `wait` ends at the estimated first token, and `streaming` follows it.
   */
  | {
      readonly kind: 'scale';
      readonly activities: readonly ActivityId[];
      readonly phases?: readonly PhaseName[];
      readonly factor: number;
    }
  /** Only the attempt that succeeded is made, at once. */
  | { readonly kind: 'firstTry'; readonly calls: readonly CallId[] }
  /** The first token comes so long after the attempt's start. */
  | { readonly kind: 'firstToken'; readonly calls: readonly CallId[]; readonly ttft: Milliseconds }
  /** Output comes at this rate. */
  | { readonly kind: 'tokenRate'; readonly calls: readonly CallId[]; readonly tokensPerSecond: number }
  /** The answer is streamed: a person sees its beginning while the rest comes. */
  | { readonly kind: 'stream'; readonly calls: readonly CallId[] }
  /** These stretches of time take none, as far as the run waited for them. */
  | { readonly kind: 'release'; readonly stretches: readonly Interval[] };

/** What a person wants to be short (`perceived`, `wall`) or to be much (`throughput`). */
export type Goal =
  /** From the run's start to the first text of its final answer. */
  | 'perceived'
  /** From the run's start to its end. */
  | 'wall'
  /** Calls per second that a program which does this again and again gets done. */
  | 'throughput';

/** What a run would have been with some changes. */
export interface Prediction {
  readonly goal: Goal;
  /** In ms, or calls per second for `throughput`. */
  readonly before: number;
  readonly after: number;
  /** Where `after` may really lie. */
  readonly low: number;
  readonly high: number;
  /** When each activity would have been; those that would not have been are left out. */
  readonly times: ReadonlyMap<ActivityId, Interval>;
  /** What of the changes could not be had, and what is not known of the rest, in sentences. */
  readonly caveats: readonly string[];
}
