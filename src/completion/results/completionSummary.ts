import type { EstimatedPercentile } from '../../metrics/confidence/estimatePercentile';
import type { Call } from '../../model/call';
import type {
  CompletionBudget,
  CompletionCase,
  CompletionSample,
  CompletionTarget,
} from '../../model/completion';

export type { EstimatedPercentile };

/** What a request is in the figures. */
export type SampleRole =
  /** It is in the figures and in the verdict. */
  | 'counted'
  | 'warmUp'
  /**
   * Not the last of a burst of keystrokes. Those that were answered before the next keystroke are the fast ones among
   * them, so that counting these would make the model look faster than it is.
   */
  | 'typedOver'
  /** The person stopped the suite. */
  | 'aborted'
  /** The client had its answer, and the probe saw no call, or not yet all of it, or could not read it. */
  | 'unmeasured';

/** One request with what was measured of it. Figures are ms, tokens or tokens per second; absent when there is none. */
export interface MeasuredSample {
  readonly sample: CompletionSample;
  readonly call?: Call;
  readonly ttft?: number;
  readonly tpot?: number;
  /** Request to the end of the answer, or to the stop rule being fulfilled; a retry or redirect is in it. */
  readonly total?: number;
  /** Last keystroke to the same moment. */
  readonly keystroke?: number;
  /** As the server reported it; of a stopped request there is no report. */
  readonly outputTokens?: number;
  /** While output came: 1000 / TPOT. */
  readonly tokensPerSecond?: number;
  /** Tokens and time, ms, that `tokensPerSecond` is made of. */
  readonly decode?: { readonly tokens: number; readonly length: number };
  /** Its own case's, or else the suite's. */
  readonly budget: CompletionBudget;
  readonly role: SampleRole;
  /** How much of each limit it takes: 1 is all of it. 0 where there is no limit, infinite where it can't be kept. */
  readonly shares: Readonly<Record<LimitVerdict['figure'], number>>;
  /** Counts, and keeps every limit of its budget; a request that failed keeps none. */
  readonly good: boolean;
}

/** What several values of a figure say. */
export interface FigureSummary {
  readonly n: number;
  readonly min: number;
  readonly max: number;
  /** Of tokens per second: the sum of tokens over the sum of time. */
  readonly mean: number;
  /** p50, and the budget's percentile from so many values on that one of them lies beyond it: 20 for p95. */
  readonly percentiles: readonly EstimatedPercentile[];
}

export type Figure = 'ttft' | 'tpot' | 'total' | 'keystroke' | 'tokensPerSecond';

/** `unsure`: not enough samples for either. `none`: there is no budget. */
export type VerdictKind = 'met' | 'missed' | 'unsure' | 'none';

/** Whether enough requests keep a budget. */
export interface Verdict {
  readonly kind: VerdictKind;
  readonly n: number;
  /** How many keep every limit. */
  readonly good: number;
  /** Where slow requests surely came in a row: all tell no more than so many, and are judged as such. */
  readonly effective?: number;
  /** Of `unsure`: about how many more would decide it if the share stays as it is; absent when no sensible number would. */
  readonly samplesMissing?: number;
  /** Each limit by itself. */
  readonly limits: readonly LimitVerdict[];
  /** In one sentence, for a person. */
  readonly because: string;
}

export interface LimitVerdict {
  readonly figure: 'ttft' | 'total' | 'keystroke';
  readonly limit: number;
  readonly kind: Exclude<VerdictKind, 'none'>;
  readonly within: number;
  readonly estimate?: EstimatedPercentile;
}

/** The counted requests of one case, one target and one level of concurrency, or of several of these together. */
export interface GroupSummary {
  readonly samples: readonly MeasuredSample[];
  readonly figures: Readonly<Partial<Record<Figure, FigureSummary>>>;
  readonly budget: CompletionBudget;
  readonly verdict: Verdict;
  readonly failed: number;
  /** Requests that are left out because nothing could be measured of them. */
  readonly unmeasured: number;
  /** Texts that are not what the case expects. */
  readonly missedExpectations: number;
  readonly wasted: Waste;
}

/** What superseded requests cost for nothing; those that were never sent cost nothing. */
export interface Waste {
  readonly requests: number;
  /** Output tokens that had come, at least: one for each output event where the server reported no count. */
  readonly tokens: number;
  /** Sum of the times in which they were open, ms. */
  readonly time: number;
}

export interface CaseSummary extends GroupSummary {
  readonly of: CompletionCase;
  readonly target: CompletionTarget;
  readonly concurrency: number;
  /** Any expectation missed or request failed: `failed`; else by the budget. */
  readonly outcome: 'passed' | 'failed' | 'unsure';
}

/**
 * One target at one level of concurrency. Throughputs are per second over the level's time: first request to last end, or
 * the time with a request of the target open where targets took turns.
 */
export interface LevelSummary extends GroupSummary {
  readonly target: CompletionTarget;
  readonly concurrency: number;
  /** ms */
  readonly duration: number;
  /** Those that brought a completion. */
  readonly requestsPerSecond: number;
  /** Output tokens that servers reported. At least this many where `tokensUnknown` is above 0. */
  readonly tokensPerSecond: number;
  /** Completions whose tokens nobody reported: a request that is stopped gets no report. */
  readonly tokensUnknown: number;
  /** Requests per second that keep the budget. */
  readonly goodput: number;
  readonly stoppedBecause?: string;
  /** The last level before more concurrency costs more latency than it brings throughput; see `findKnee`. */
  readonly isKnee: boolean;
}

/** Up to which level of concurrency a budget is kept; see `judgeLevels`. */
export interface LevelsKept {
  /** Kept at this level and at all below; absent where that is not even certain of the lowest. */
  readonly upTo?: number;
  /** Missed at this level and at all above that were run. */
  readonly missedFrom?: number;
}

/** What a sweep says of the budget, for one target. */
export interface SweepVerdict extends LevelsKept {
  readonly target: CompletionTarget;
  /** For a person. */
  readonly because: string;
}

/** All that is told of a run of a suite. */
export interface CompletionSummary {
  /** Of every level. */
  readonly cases: readonly CaseSummary[];
  /** In the order of targets, then of levels. */
  readonly levels: readonly LevelSummary[];
  /** Of each target that was run at several levels; none without a budget. */
  readonly sweeps: readonly SweepVerdict[];
  /**
   * `failed` where a case failed, else `unsure` where one is, else `passed`. Of a sweep at its first level alone: what
   * happens under more load is to be found out, and is no failure.
   */
  readonly outcome: 'passed' | 'failed' | 'unsure';
  /** All that was planned has been done, and the run is over; verdicts before that are provisional. */
  readonly isComplete: boolean;
}
