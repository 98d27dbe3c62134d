import type { EpochMilliseconds, Milliseconds } from '../base/units';

/** Limits of a completion suite. Absent = no limit. */
export interface CompletionBudget {
  /** Request to first token. */
  readonly ttft?: Milliseconds;
  /** Request to the last token that the completion needs. */
  readonly total?: Milliseconds;
  /** Last keystroke to the last token that the completion needs: with debounce and gathering of context. */
  readonly keystroke?: Milliseconds;
  /** Share of the requests that must keep every limit, above 0 and below 1: 0.95 means the p95 must keep it. */
  readonly percentile: number;
  /** How certain a verdict must be, above 0.5 and below 1. A wrong one comes out at most every 1 / (1 - confidence) times. */
  readonly confidence: number;
}

/** How one request of a suite ended, as the client that made it saw it. */
export type SampleEnd =
  /** The answer came to its end. */
  | 'answered'
  /** A stop rule of the suite was fulfilled: the completion is all there, and the rest was cancelled. */
  | 'stopped'
  /** A later keystroke made it useless; cancelled as an editor does. */
  | 'superseded'
  | 'failed'
  /** The person stopped the suite. */
  | 'aborted';

/** Why a request of a suite failed. */
export type SampleFailureKind =
  | 'unauthorised'
  | 'forbidden'
  | 'notFound'
  | 'badRequest'
  | 'rateLimited'
  | 'serverError'
  | 'timeout'
  | 'unreachable'
  | 'malformed'
  | 'cut'
  | 'internal';

export interface SampleFailure {
  readonly kind: SampleFailureKind;
  /** HTTP status, where one came. */
  readonly status?: number;
  /** What is wrong, and what to do about it. No credential and no part of a prompt or an answer is in either. */
  readonly message: string;
  readonly action: string;
}

/**
 * Moments of one request in the client, on the run's clock. From the first to the last they are what lies between a
 * keystroke and the text that can be shown.
 */
export interface SampleMoments {
  /** The keystroke that it is the answer to; without typing in the suite, the moment its turn came. */
  readonly keystroke: Milliseconds;
  /** The debounce time was over. */
  readonly debounced: Milliseconds;
  /** The prompt was put together. */
  readonly gathered: Milliseconds;
  /** The first piece of text came, where only the client could see that: the request is one of the editor's own. */
  readonly firstChunk?: Milliseconds;
  /** The text was complete, or it was clear that there will be none. */
  readonly ended: Milliseconds;
}

/** One request of a suite. Holds no content. */
export interface CompletionSample {
  /** Unique in its run, for example `s12`. */
  readonly id: string;
  readonly caseId: string;
  readonly targetId: string;
  /** How many requests the runner kept in flight when it made this one. */
  readonly concurrency: number;
  /** Made before counting begins. */
  readonly warmUp: boolean;
  readonly moments: SampleMoments;
  readonly end: SampleEnd;
  readonly failure?: SampleFailure;
  /** Whether the text is what the case expects; absent where it expects nothing or no whole text came. */
  readonly met?: boolean;
  /** Characters of text that came. */
  readonly chars: number;
  /** Between the pieces of text, in their order, where only the client could see them. */
  readonly gaps?: readonly Milliseconds[];
}

/** A case of a suite. */
export interface CompletionCase {
  /** Unique in its suite; the same in later runs as long as the case keeps its name. */
  readonly id: string;
  readonly name: string;
  /** 1-based place of the case in the suite's file. */
  readonly line: number;
  readonly column: number;
  /** Of what the suite said of it, comments aside; tells whether it has changed since. */
  readonly hash?: string;
  /** Where it completes: a file and a 1-based place in it; absent for cases that hold their own text. */
  readonly cursor?: {
    readonly file: string;
    readonly line: number;
    readonly column: number;
    /** `hashLine` of the line as the run found it: tells whether it has changed since. */
    readonly lineHash?: string;
    /** `hashText` of the file as the run found it. */
    readonly fileHash?: string;
  };
  readonly expects: boolean;
}

/** A model that a suite is run against. */
export interface CompletionTarget {
  /** Unique in its suite. */
  readonly id: string;
  /** For a person: the model's name unless the suite gives another. */
  readonly label: string;
  readonly model: string;
  readonly api: string;
  /** Origin and path of the base URL, without credentials. */
  readonly baseUrl: string;
}

/** Whether the editor itself is asked: no process carries a probe, and there are no calls. */
export function isEditorTarget({ api }: CompletionTarget): boolean {
  return api.startsWith('editor.');
}

/** What one run of a suite was, and all of its requests. Frozen; a new object replaces it while the suite runs. */
export interface CompletionRun {
  readonly suite: {
    /** Absolute path. */
    readonly file: string;
    readonly name: string;
  };
  readonly startedAtEpoch: EpochMilliseconds;
  readonly cases: readonly CompletionCase[];
  readonly targets: readonly CompletionTarget[];
  /** Of the suite. */
  readonly budget: CompletionBudget;
  /** Of cases that have their own, by id of the case. */
  readonly caseBudgets: Readonly<Record<string, CompletionBudget>>;
  /** Levels of concurrency in the order they were run; more than one in a sweep. */
  readonly levels: readonly CompletionLevel[];
  /** In the order they began. */
  readonly samples: readonly CompletionSample[];
  /** How many there will be, warm-up included, as far as is known. */
  readonly planned: number;
}

export interface CompletionLevel {
  readonly concurrency: number;
  /** Why it was not run to its end, for a person. */
  readonly stoppedBecause?: string;
}
