/**
 * What `latency-lens complete --json` prints, and what `report --json` holds of a suite's run; described for readers in
 * `docs/ci.md`. Durations and moments are milliseconds. No prompt and no answer is in it.
 *
 * Rules of change: adding fields is free; anything else raises `COMPLETION_REPORT_VERSION`.
 */
export const COMPLETION_REPORT_FORMAT = 'latency-lens-completions';
export const COMPLETION_REPORT_VERSION = 1;

export interface CompletionReport {
  readonly format: typeof COMPLETION_REPORT_FORMAT;
  readonly version: number;
  /** `error`, `failed`, `unsure` or `passed`: the worst of all cases and comparisons. */
  readonly outcome: string;
  readonly suites: readonly SuiteReport[];
  /** With `--baseline`. */
  readonly comparisons?: readonly ComparisonReport[];
}

/** One suite that was run. */
export interface SuiteReport {
  readonly name: string;
  readonly file: string;
  /** ISO 8601. */
  readonly startedAt: string;
  /** Whether all was done that was planned. */
  readonly complete: boolean;
  readonly planned: number;
  readonly models: readonly {
    readonly id: string;
    readonly label: string;
    readonly model: string;
    readonly api: string;
    readonly baseUrl: string;
  }[];
  readonly cases: readonly CaseReport[];
  /** Each model at each level of concurrency. */
  readonly levels: readonly LevelReport[];
  /** Up to which level of concurrency each model keeps the budget. */
  readonly sweeps: readonly SweepReport[];
}

export interface SweepReport {
  /** `id` of the model. */
  readonly target: string;
  /** Kept at this level and at all below. */
  readonly upTo?: number;
  /** Missed at this level and at all above that were run. */
  readonly missedFrom?: number;
  readonly because: string;
}

export interface GroupReport {
  /** `id` of the model. */
  readonly target: string;
  readonly concurrency: number;
  /** `ttft`, `tpot`, `total`, `keystroke` (ms) and `tokensPerSecond`; absent where there are none. */
  readonly figures: Readonly<Record<string, FigureReport>>;
  readonly budget: BudgetReport;
  readonly verdict: VerdictReport;
  /** Requests that count, those that failed among them. */
  readonly requests: number;
  readonly failed: number;
  readonly wasted: { readonly requests: number; readonly tokens: number; readonly time: number };
}

export interface CaseReport extends GroupReport {
  readonly id: string;
  readonly name: string;
  readonly line: number;
  /** `passed`, `failed` or `unsure`. */
  readonly outcome: string;
  readonly missedExpectations: number;
  readonly failures: readonly {
    readonly kind: string;
    readonly status?: number;
    readonly message: string;
    readonly action: string;
    readonly requests: number;
  }[];
}

export interface LevelReport extends GroupReport {
  readonly duration: number;
  readonly requestsPerSecond: number;
  readonly tokensPerSecond: number;
  /** Requests per second that keep the budget. */
  readonly goodput: number;
  readonly knee: boolean;
  readonly stoppedBecause?: string;
}

export interface FigureReport {
  readonly n: number;
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  readonly percentiles: readonly {
    readonly p: number;
    readonly value: number;
    readonly low?: number;
    readonly high?: number;
  }[];
}

export interface BudgetReport {
  readonly ttft?: number;
  readonly total?: number;
  readonly keystroke?: number;
  readonly percentile: number;
  readonly confidence: number;
}

export interface VerdictReport {
  /** `met`, `missed`, `unsure` or `none`. */
  readonly kind: string;
  readonly n: number;
  readonly good: number;
  readonly samplesMissing?: number;
  readonly because: string;
}

/** A case against the baseline. */
export interface ComparisonReport {
  readonly suite: string;
  readonly case: string;
  readonly target: string;
  readonly concurrency: number;
  /** `ttft` or `total`. */
  readonly figure: string;
  /** `slower`, `faster`, `same`, `unsure` or `new`. */
  readonly kind: string;
  readonly medianBefore?: number;
  readonly medianAfter?: number;
  readonly shift?: number;
  readonly interval?: { readonly low: number; readonly high: number };
}
