import type { SuiteReport } from './completionReport';

/**
 * What `latency-lens report --json` prints: one JSON document, described for readers in `docs/report.md`. All moments
 * are milliseconds on the run's clock, whose zero is `run.startedAt`; all durations are milliseconds.
 *
 * Rules of change: adding fields is free; anything else raises `REPORT_FORMAT_VERSION`.
 */
export const REPORT_FORMAT = 'latency-lens-report';
export const REPORT_FORMAT_VERSION = 1;

export interface Report {
  readonly format: typeof REPORT_FORMAT;
  readonly version: number;
  /** Meaning of every metric in `calls[].metrics`, by its name. */
  readonly metrics: Readonly<Record<string, ReportMetricDefinition>>;
  /** How percentiles are computed. */
  readonly percentiles: string;
  readonly run: ReportRun;
  readonly summary: ReportSummary;
  /** The place that took the most time first. */
  readonly callSites: readonly ReportCallSite[];
  /** In the order they started. */
  readonly calls: readonly ReportCall[];
  /** What the processes that make calls did besides, in the order it began. */
  readonly otherWork: readonly ReportWork[];
  /** Where the run's time went, and what would make it faster. */
  readonly analysis: ReportAnalysis;
  /** What a completion suite came to, where the run is one of a suite. */
  readonly completion?: SuiteReport;
}

/** `perceived`, `wall` or `throughput`: what a person wants to be short, or much. */
export type ReportGoal = string;

export interface ReportAnalysis {
  /** What savings and ranks are meant for. */
  readonly goal: ReportGoal;
  /** The run's wall time: from its first request to the end of its last call or other work. */
  readonly start: number;
  readonly end: number;
  /** Meaning of every account, by its name. */
  readonly accounts: Readonly<Record<string, { readonly label: string; readonly meaning: string }>>;
  /** Where the wall time went: times sum up to `end - start`. */
  readonly ledger: readonly ReportLedgerEntry[];
  /** Conversations, in the order they began. */
  readonly threads: readonly ReportThread[];
  /** What the end of the run waited for, from `start` to `end` without gap or overlap. */
  readonly path: readonly {
    readonly start: number;
    readonly end: number;
    /** A call or other work; absent between two of them. */
    readonly id?: string;
  }[];
  /** By how much each call or other work could have taken longer without the end coming later. */
  readonly slack: readonly { readonly id: string; readonly time: number }[];
  readonly dependencies: readonly ReportDependency[];
  /** How many calls, and calls and other work, went on at once, from `start` to `end` without gap or overlap. */
  readonly parallelism: readonly {
    readonly start: number;
    readonly end: number;
    readonly calls: number;
    readonly activities: number;
  }[];
  /** What adds latency; what costs most of the goal first. */
  readonly findings: readonly ReportFinding[];
  /** The run without what the first finding that saves anything speaks of. */
  readonly best?: ReportPrediction & { readonly findingId: string };
  /** Lines by what the goal would gain if what they do took half as long, the greatest first; at most 12. */
  readonly lines: readonly ReportLine[];
}

export interface ReportLine {
  readonly place: ReportPlace;
  /** Its calls and other work, and how many of them are calls. */
  readonly ids: readonly string[];
  readonly calls: number;
  /** What they take, added up, and what the goal waited for of that. */
  readonly own: number;
  readonly onPath: number;
  /** If each took half as long, and if there were none of them. */
  readonly half: ReportSaving;
  readonly none: ReportSaving;
}

/** Ms that the goal would come earlier, and where that may really lie. */
export interface ReportSaving {
  readonly saving: number;
  readonly low: number;
  readonly high: number;
}

/** Time of an account. */
export interface ReportLedgerEntry {
  readonly account: string;
  /** Which tool; of a part, what it is. */
  readonly name?: string;
  readonly time: number;
  /** What is known of how that time was spent; need not sum up to it. */
  readonly parts?: readonly ReportLedgerEntry[];
}

/** Of the calls of a place. */
export interface ReportSpending {
  /** What of the critical path goes through them. */
  readonly onPath: readonly ReportLedgerEntry[];
  /** Their own time, added up. */
  readonly own: readonly ReportLedgerEntry[];
}

export interface ReportThread {
  /** Of its first call. */
  readonly id: string;
  readonly name: string;
  /** Of its first call. */
  readonly place?: ReportPlace;
  readonly start: number;
  readonly end: number;
  /** Thread and iteration on whose behalf it runs. */
  readonly parent?: { readonly thread: string; readonly iteration: number };
  /** Thread whose conversation it began as a copy of, and up to where. */
  readonly branchOf?: { readonly thread: string; readonly iteration: number };
  readonly callIds: readonly string[];
  /** Of its own wall time, by what its own end waited for. */
  readonly ledger: readonly ReportLedgerEntry[];
  readonly iterations: readonly {
    /** From 1. */
    readonly ordinal: number;
    readonly start: number;
    readonly end: number;
    readonly callIds: readonly string[];
    /** What was done for tool calls; several where their times can be told apart. */
    readonly tools: readonly {
      readonly names: readonly string[];
      readonly start: number;
      readonly end: number;
      /** Calls and other work in it. */
      readonly ids: readonly string[];
    }[];
    readonly ledger: readonly ReportLedgerEntry[];
  }[];
}

/** One call or other work came after another. */
export interface ReportDependency {
  readonly from: string;
  readonly to: string;
  /** `toolResult`, `conversation`, `quote` and `tool` are needs; `order` and `join` say how the program went. */
  readonly why: string;
  /** From the end of the one to the start of the other; negative when a part of an answer was enough. */
  readonly lag: number;
}

export interface ReportFinding {
  /** Equal from one report of a run to the next. */
  readonly id: string;
  readonly detector: string;
  /** What the detector is called. */
  readonly label: string;
  readonly title: string;
  readonly explanation: string;
  readonly advice: string;
  /** `certain`, `likely` or `possible`. */
  readonly certainty: string;
  /** Calls and other work that it was seen on. */
  readonly ids: readonly string[];
  /** The line to change first comes first. */
  readonly places: readonly ReportPlace[];
  readonly evidence: readonly { readonly label: string; readonly value: string }[];
  /** Ms that the goal would come earlier, and where that may really lie; 0 for warnings. */
  readonly saving: number;
  readonly savingLow: number;
  readonly savingHigh: number;
}

/** In ms; of `throughput` in calls per second. */
export interface ReportPrediction {
  readonly before: number;
  readonly after: number;
  readonly low: number;
  readonly high: number;
  /** What is not known of it, in sentences. */
  readonly caveats: readonly string[];
}

export interface ReportMetricDefinition {
  readonly label: string;
  /** `ms`, `tokensPerSecond` or `charsPerSecond`. */
  readonly unit: string;
  readonly definition: string;
  readonly formula: string;
}

/** A value, or the reason why there is none. */
export type ReportFigure =
  | {
      readonly value: number;
      /** What it can really have been, where the program was not reading; `max` equals `value` for an upper bound. */
      readonly range?: ReportRange;
      readonly basis?: string;
      readonly caveat?: string;
    }
  | { readonly because: string };

export interface ReportRun {
  readonly id: string;
  readonly title: string;
  readonly folder?: string;
  /** `debug`, `record` or `imported`. */
  readonly kind: string;
  /** ISO 8601 in UTC. */
  readonly startedAt: string;
  /** `running` or `ended`. */
  readonly status: string;
  readonly end?: number;
  readonly processes: readonly {
    readonly pid: number;
    readonly parentPid: number;
    /** Worker thread number, 0 on the main thread. */
    readonly thread: number;
    readonly runtime: string;
    readonly script?: string;
    readonly start: number;
    readonly end?: number;
    readonly exitCode?: number;
  }[];
  /** Times in which a debugger held the program. */
  readonly pauses: readonly { readonly start: number; readonly end?: number }[];
  readonly problems: readonly {
    /** `error`, `warning` or `info`. */
    readonly severity: string;
    readonly code: string;
    readonly message: string;
    readonly action?: string;
  }[];
}

export interface ReportSummary {
  readonly wall: number;
  readonly llmBusy: number;
  readonly llmSum: number;
  readonly averageParallelism: number;
  readonly maxParallelism: number;
  readonly calls: number;
  readonly attempts: number;
  readonly retries: number;
  readonly backoff: number;
  readonly rateLimits: {
    /** Calls of which an attempt was refused, and those attempts. */
    readonly calls: number;
    readonly refusals: number;
    /** Time of refused attempts and of the waits after them, over all calls; `asked`: by `retry-after`. */
    readonly time: number;
    readonly asked: number;
  };
  /** By model and by streamed or not, the one with the most tokens first. */
  readonly throughput: readonly ReportThroughput[];
  readonly tokens: {
    readonly input: number;
    readonly cached: number;
    readonly output: number;
    /** Calls whose server reported no token counts. */
    readonly callsWithoutReport: number;
  };
  /** Calls per outcome. */
  readonly outcomes: Readonly<Record<string, number>>;
  readonly firstVisible?: number;
  readonly firstAnswer?: number;
}

/** Output tokens per second of comparable calls together. */
export interface ReportThroughput {
  readonly model?: string;
  readonly streamed: boolean;
  /** Over the time with at least one of the calls open, and over that from the first start to the last end. */
  readonly busy: number;
  readonly wall: number;
  readonly tokens: number;
  /** Calls behind it; calls left out of it, and those whose server reported no tokens. */
  readonly calls: number;
  readonly notCounted: number;
  readonly callsWithoutReport: number;
  readonly busyTime: number;
  readonly maxParallelism: number;
}

/** A place in the source. Lines and columns are 1-based. */
export interface ReportPlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly function?: string;
}

/** How a line was found. */
export interface ReportAttribution extends Partial<ReportPlace> {
  /** `sync`, `inspector`, `async`, `confirmed`, `stale` or `none`. */
  readonly method: string;
  /** `high`, `medium` or `low`. */
  readonly confidence: string;
  /** Frames of the user's code, innermost first. */
  readonly chain: readonly ReportPlace[];
}

export interface ReportDistribution {
  /** Calls behind it. */
  readonly n: number;
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  readonly p50: number;
  /** From 20 calls on. */
  readonly p95?: number;
  /** Of 5 to 19 calls. */
  readonly earlyP95?: number;
  /** From 100 calls on. */
  readonly p99?: number;
}

export interface ReportRange {
  readonly min: number;
  readonly max: number;
}

export interface ReportCallSite {
  /** Absent for the calls for which no line was found. */
  readonly place?: ReportPlace;
  readonly confidence: string;
  /** Calls among them that are put here with less confidence than that. */
  readonly uncertainCalls: number;
  readonly callIds: readonly string[];
  /** Calls behind the figures, and those left out of them by reason. */
  readonly counted: number;
  readonly notCounted: Readonly<Record<string, number>>;
  readonly total: number;
  /** `total` over the run's wall time, 0 to 1. */
  readonly share: number;
  /** Time for which the run's critical path goes through its calls, and that over the run's wall time, 0 to 1. */
  readonly pathTime: number;
  readonly pathShare: number;
  readonly ledger: ReportSpending;
  readonly retries: number;
  readonly hot: boolean;
  /** Comparable calls, the largest group first; a lens speaks of that one. */
  readonly groups: readonly {
    readonly model?: string;
    readonly streamed: boolean;
    readonly callIds: readonly string[];
    readonly tokensPerSecond?: number;
    /** By metric. */
    readonly distributions: Readonly<Record<string, ReportDistribution>>;
  }[];
  readonly conditions: {
    readonly models: readonly string[];
    readonly hosts: readonly string[];
    /** `all`, `some` or `none`. */
    readonly streamed: string;
    readonly inputTokens?: ReportRange;
    readonly cachedTokens?: ReportRange;
    readonly outputTokens?: ReportRange;
    /** Calls of the whole run in flight at a time while these were. */
    readonly concurrency: { readonly max: number; readonly mean: number };
  };
}

export interface ReportCall {
  readonly id: string;
  /** Position in the run, from 1. */
  readonly ordinal: number;
  readonly attribution: ReportAttribution;
  readonly outcome: string;
  readonly failure?: { readonly type: string; readonly message: string };
  /** Why it is left out of the figures of its place; absent when it counts. */
  readonly notCounted?: string;
  readonly model?: string;
  readonly provider: string;
  /** Whom a gateway had answer, by the name that it gives. */
  readonly servedBy?: string;
  /** Wire style, for example `openai.chat`. */
  readonly style: string;
  readonly host: string;
  readonly path: string;
  readonly streamed: boolean;
  readonly start: number;
  readonly end: number;
  /** Every metric by its name. */
  readonly metrics: Readonly<Record<string, ReportFigure>>;
  /** Slices that cover the time from `start` to `end` without gap or overlap. */
  readonly phases: readonly { readonly name: string; readonly start: number; readonly end: number }[];
  /**
   * What the server's own figures make of the phases `wait` and `streaming` of the last attempt: `load`, `queue`,
   * `prefill`, `inference`, `decode`, `firstToken`, `total`, and what they leave, `rest`. Empty where they tell nothing.
   */
  readonly serverParts: readonly { readonly name: string; readonly of: string; readonly length: number }[];
  /**
   * Where the program's side held the last attempt up, if that is worth a word: `unread` (something that had come waited
   * to be taken), `backPressure` (so much waited that the socket was left), and by cause the stretches in which the event
   * loop was busy: `computing`, `waiting`, `debugger`, `unclear`.
   */
  readonly heldUp: readonly { readonly kind: string; readonly start: number; readonly end: number }[];
  /** Of the last attempt. */
  readonly usage?: ReportUsage;
  readonly outputEvents: number;
  readonly finishReason?: string;
  /** Names of the tools that the model asked for. */
  readonly toolCalls: readonly string[];
  readonly attempts: readonly ReportAttempt[];
}

/** A piece of other work. */
export interface ReportWork {
  readonly id: string;
  /** `http`, `process`, `thread`, `tool`, `timer`, `cpu` or `measure`. */
  readonly kind: string;
  readonly name: string;
  readonly pid?: number;
  readonly start: number;
  readonly end: number;
  /** `end - start`; for `cpu` the time for which the event loop was busy in between. */
  readonly duration: number;
  /** `running`, `done`, `error`, `abort` or `cut`. */
  readonly outcome: string;
  /** HTTP status, exit code, signal or error code. */
  readonly code?: string;
  /** For `cpu`: CPU time that was used meanwhile. */
  readonly cpu?: number;
  /** The line that began it; absent where none is looked for. */
  readonly attribution?: ReportAttribution;
}

export interface ReportUsage {
  /** Null when the server did not report it. */
  readonly inputTokens: number | null;
  readonly outputTokens: number;
  readonly cachedTokens: number;
  readonly cacheWriteTokens: number;
  /** Null when the server did not report it. */
  readonly reasoningTokens: number | null;
}

export interface ReportAttempt {
  readonly id: string;
  readonly start: number;
  /** Moments by name: `connectStart`, `dnsDone`, `tcpDone`, `tlsDone`, `assigned`, `sent`, `headers`, `close`. */
  readonly moments: Readonly<Record<string, number>>;
  readonly connectionReused?: boolean;
  readonly outcome: string;
  readonly failure?: { readonly type: string; readonly message: string };
  readonly status?: number;
  readonly requestBytes: number;
  readonly responseBytes?: number;
  /** As the SDK counts it, 0 for the first. */
  readonly retryCount?: number;
  readonly retryAfterMs?: number;
  /** Refused because of a rate limit. */
  readonly rateLimited: boolean;
  /** What was left of the provider's limits. */
  readonly rateLimits?: readonly {
    /** `requests`, `tokens`, `inputTokens`, `outputTokens`, or the provider's own word. */
    readonly of: string;
    readonly limit?: number;
    readonly remaining?: number;
    readonly resetMs?: number;
  }[];
  readonly serverTimings?: ReportServerTimings;
  readonly remarks: readonly string[];
}

/** What the server says of its own work, in ms by its own clock. */
export interface ReportServerTimings {
  readonly queue?: number;
  readonly load?: number;
  readonly prefill?: number;
  readonly decode?: number;
  /** Prefill and decode together. */
  readonly inference?: number;
  readonly firstToken?: number;
  readonly total?: number;
  /** Until the response began. */
  readonly untilHeaders?: number;
  /** What a gateway added. */
  readonly gateway?: number;
  /** Prompt tokens that `prefill` was spent on. */
  readonly prefillTokens?: number;
  /** From `server-timing`. */
  readonly named?: readonly { readonly name: string; readonly length: number }[];
}
