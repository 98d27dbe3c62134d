/**
 * Messages between the extension and the panel of a completion suite's results. One way each, as for the timeline: the
 * host says what is, the webview says what the person did. All times are milliseconds.
 */

/** `unsure`: not enough samples for either. `none`: there is no budget. */
export type ResultVerdict = 'met' | 'missed' | 'unsure' | 'none';

export type ResultOutcome = 'passed' | 'failed' | 'unsure';

/** The figures that a budget can limit, in the order in which they come to pass. */
export const limitedFigures = ['ttft', 'total', 'keystroke'] as const;
export type LimitedFigure = (typeof limitedFigures)[number];

/** What something is called and means. */
export interface ResultKind {
  readonly label: string;
  readonly definition: string;
}

/** A percentile with the interval that holds the true one; a side without a bound has too few samples for one. */
export interface ResultEstimate {
  readonly value: number;
  readonly low?: number;
  readonly high?: number;
}

/** What the counted requests of a group say about one figure. */
export interface ResultFigure {
  readonly n: number;
  readonly p50?: ResultEstimate;
  /** At the budget's percentile. */
  readonly tail?: ResultEstimate;
  readonly limit?: number;
  /** Whether the limit by itself is kept. */
  readonly verdict?: Exclude<ResultVerdict, 'none'>;
}

/** Counted requests that belong together. */
export interface ResultGroup {
  readonly targetId: string;
  readonly concurrency: number;
  readonly verdict: ResultVerdict;
  /** The verdict in one sentence. */
  readonly because: string;
  /** The budget's, 0 to 1. */
  readonly percentile: number;
  readonly confidence: number;
  readonly n: number;
  /** How many of them keep every limit. */
  readonly good: number;
  /** About how many more would decide it. */
  readonly samplesMissing?: number;
  readonly figures: Readonly<Partial<Record<LimitedFigure, ResultFigure>>>;
  readonly failed: number;
  /** What failed and why, once each; what to do about it is said too. */
  readonly failures: readonly string[];
  /** Texts that are not what the case expects. */
  readonly unexpected: number;
  /** What superseded requests cost for nothing. */
  readonly wasted: { readonly requests: number; readonly tokens: number; readonly time: number };
}

/** One case, one target and one level of concurrency. */
export interface ResultRow extends ResultGroup {
  readonly caseId: string;
  readonly outcome: ResultOutcome;
  /** Every measured value of a figure, in ascending order. */
  readonly values: Readonly<Partial<Record<LimitedFigure, readonly number[]>>>;
}

/** One target at one level of concurrency. */
export interface ResultLevel extends ResultGroup {
  readonly tpot?: ResultFigure;
  /** Per second of one request. */
  readonly requestRate?: ResultFigure;
  /** Over the whole level, per second. */
  readonly requestsPerSecond: number;
  /** At least so many where `tokensUnknown` is above 0; absent when nobody reported any. */
  readonly tokensPerSecond?: number;
  /** Completions whose tokens nobody reported: a request that a stop rule ends gets no report. */
  readonly tokensUnknown: number;
  /** Requests per second that keep the budget. */
  readonly goodput: number;
  readonly isKnee: boolean;
  readonly stoppedBecause?: string;
  readonly ledgers: readonly ResultLedger[];
}

/** The parts between a keystroke and the text that can be shown, in their order. */
export const ledgerParts = ['debounce', 'context', 'dispatch', 'ttft', 'streaming'] as const;
export type LedgerPart = (typeof ledgerParts)[number];

/** Mean times of some requests: parts of means add up to the mean of the whole, those of percentiles don't. */
export interface ResultLedger {
  readonly of: 'all' | 'middle' | 'slowest';
  readonly n: number;
  readonly parts: Readonly<Record<LedgerPart, number>>;
}

/** Up to which level of concurrency a model keeps the budget. */
export interface ResultSweep {
  readonly targetId: string;
  /** In words. */
  readonly because: string;
}

export interface ResultCase {
  readonly id: string;
  readonly name: string;
  /** The file and line where it completes: `parse.ts:12`; absent for cases with their own text. */
  readonly cursor?: string;
}

export interface ResultTarget {
  readonly id: string;
  readonly label: string;
  /** Model, request format and address. */
  readonly detail: string;
}

/** Everything the panel shows of one run of a suite. */
export interface CompletionResults {
  readonly runId: string;
  readonly title: string;
  /** When it began, for a person. */
  readonly startedAt: string;
  readonly live: boolean;
  readonly done: number;
  readonly planned: number;
  readonly outcome: ResultOutcome;
  /** The budget in words; absent without one. */
  readonly budget?: string;
  /** The figure to show first. */
  readonly figure: LimitedFigure;
  readonly percentile: number;
  readonly confidence: number;
  /** A person types in the suite: there is a debounce time, and requests are superseded. */
  readonly types: boolean;
  readonly figureKinds: Readonly<Record<LimitedFigure, ResultKind>>;
  readonly partKinds: Readonly<Record<LedgerPart, ResultKind>>;
  /** What of the way from a keystroke to ghost text nobody can see here. */
  readonly unseen: string;
  readonly cases: readonly ResultCase[];
  readonly targets: readonly ResultTarget[];
  /** Levels of concurrency with requests, ascending. */
  readonly concurrencies: readonly number[];
  /** Levels without a single request, and why. */
  readonly leftOut: readonly { readonly concurrency: number; readonly because: string }[];
  readonly rows: readonly ResultRow[];
  readonly levels: readonly ResultLevel[];
  /** Of a sweep with a budget. */
  readonly sweeps: readonly ResultSweep[];
  /** Runs of the same suite, the newest first, this one among them. */
  readonly runs: readonly { readonly id: string; readonly label: string }[];
}

export type ResultSection = 'cases' | 'ledger' | 'sweep' | 'certainty';

export type HostToResults =
  /** In the place of what was said before. */
  | { readonly type: 'results'; readonly results: CompletionResults }
  /** Brings a case or a section into view. */
  | { readonly type: 'show'; readonly caseId?: string; readonly section?: ResultSection };

export type ResultsToHost =
  | { readonly type: 'ready' }
  /** Open the suite's file at a case. */
  | { readonly type: 'openCase'; readonly caseId: string }
  /** Open the file in which a case completes. */
  | { readonly type: 'openCursor'; readonly caseId: string }
  /** Open the timeline at the calls of a case and a target, or of all. */
  | { readonly type: 'openTimeline'; readonly caseId?: string; readonly targetId?: string }
  /** Show another run of the suite. */
  | { readonly type: 'showRun'; readonly runId: string }
  | { readonly type: 'openStatistics' }
  | { readonly type: 'exportCsv' }
  /** @param data a PNG as a data URL */
  | { readonly type: 'exportPng'; readonly data: string };

type Unchecked<Intent> = { readonly [Name in keyof Intent]?: unknown };
type IntentOf<Type> = Extract<ResultsToHost, { readonly type: Type }>;

/** Reads an intent of each type; undefined when what it says is none. */
const readers: {
  readonly [Type in ResultsToHost['type']]: (message: Unchecked<IntentOf<Type>>) => ResultsToHost | undefined;
} = {
  ready: () => ({ type: 'ready' }),
  openCase: ({ caseId }) => (typeof caseId === 'string' ? { type: 'openCase', caseId } : undefined),
  openCursor: ({ caseId }) => (typeof caseId === 'string' ? { type: 'openCursor', caseId } : undefined),
  openTimeline: ({ caseId, targetId }) => ({
    type: 'openTimeline',
    ...(typeof caseId === 'string' && { caseId }),
    ...(typeof targetId === 'string' && { targetId }),
  }),
  showRun: ({ runId }) => (typeof runId === 'string' ? { type: 'showRun', runId } : undefined),
  openStatistics: () => ({ type: 'openStatistics' }),
  exportCsv: () => ({ type: 'exportCsv' }),
  exportPng: ({ data }) =>
    typeof data === 'string' && data.startsWith('data:image/png;base64,')
      ? { type: 'exportPng', data }
      : undefined,
};

/** Checks what came from the webview; undefined when it is none of the messages above. */
export function parseResultsToHost(message: unknown): ResultsToHost | undefined {
  if (typeof message !== 'object' || message === null) return undefined;
  const { type } = message as { readonly type?: unknown };
  if (typeof type !== 'string' || !Object.hasOwn(readers, type)) return undefined;
  return readers[type as ResultsToHost['type']](message);
}
