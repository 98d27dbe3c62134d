/**
 * What the extension found out about where the time of a run went, as the timeline shows it. All moments are
 * milliseconds on the run's clock, texts are ready to be read.
 */

/** What time is spent on. Each moment of the run's wall time belongs to exactly one account. */
export type TimelineAccountName =
  | 'queue'
  | 'connect'
  | 'send'
  | 'wait'
  | 'thinking'
  | 'streaming'
  | 'receive'
  | 'tail'
  | 'rateLimit'
  | 'backoff'
  | 'failedAttempt'
  | 'tool'
  | 'http'
  | 'process'
  | 'sleep'
  | 'cpu'
  | 'slowConsumer'
  | 'debugger'
  | 'unexplained';

/** What an account is called and means. Sent once. */
export interface TimelineAccountKind {
  readonly name: TimelineAccountName;
  readonly label: string;
  readonly meaning: string;
}

/** Time in an account. */
export interface TimelineShare {
  readonly account: TimelineAccountName;
  /** The account's label, or the name of the tool. */
  readonly label: string;
  readonly time: number;
  /** What is known of how that time was spent: `prefill 300 ms`. */
  readonly parts?: readonly string[];
}

/** One turn of a loop. */
export interface TimelineIteration {
  /** From 1. */
  readonly ordinal: number;
  readonly start: number;
  readonly end: number;
  readonly callIds: readonly string[];
  /** Greatest first; sums up to what of the run's critical path lies in it. */
  readonly ledger: readonly TimelineShare[];
}

/** A conversation of several iterations, which is drawn as a group of rows. */
export interface TimelineThread {
  readonly id: string;
  readonly name: string;
  /** `agent.ts:62`; empty where no line was found. */
  readonly place: string;
  readonly start: number;
  readonly end: number;
  /** Group in which it is drawn. */
  readonly parent?: string;
  readonly iterations: readonly TimelineIteration[];
  /** Rows of the group besides its own calls: other work, and calls of single requests made for it. */
  readonly others: readonly string[];
  /** As in an iteration. */
  readonly ledger: readonly TimelineShare[];
}

/** Time from an answer to the next request, and what it was spent on. */
export interface TimelineGap {
  /** The call that begins at its end. */
  readonly callId: string;
  readonly start: number;
  readonly end: number;
  /** Greatest first. */
  readonly shares: readonly TimelineShare[];
}

/** A stretch of the critical path; without a row the program itself was at work or idle. */
export interface TimelinePathStep {
  readonly start: number;
  readonly end: number;
  readonly rowId?: string;
}

/** What a person wants to be short, or much. */
export type TimelineGoalName = 'perceived' | 'wall' | 'throughput';

export interface TimelineGoal {
  readonly name: TimelineGoalName;
  readonly label: string;
  readonly meaning: string;
  /** How the run did: `21.4 s`, `1.2 calls/s`. */
  readonly value: string;
}

/** Something that adds latency. */
export interface TimelineFinding {
  readonly id: string;
  readonly title: string;
  /** How sure it is: `certain`, `likely`, `possible`. */
  readonly certainty: string;
  /** `-3.2 s`; empty where nothing can be saved by it. */
  readonly saving: string;
  /** What it is a part of: `of 21.4 s`. */
  readonly savingOf: string;
  /** Where the saving really lies, in words. */
  readonly range: string;
  readonly explanation: string;
  readonly advice: string;
  readonly evidence: readonly { readonly label: string; readonly value: string }[];
  /** The lines to look at, the one to change first; an index names one towards the host. */
  readonly places: readonly { readonly name: string; readonly place: string }[];
  /** Rows that it was seen on. */
  readonly rowIds: readonly string[];
  /** Whether the run can be thought through without it. */
  readonly hasWhatIf: boolean;
}

/** Where the time of a run went. */
export interface TimelineAnalysis {
  readonly start: number;
  readonly end: number;
  /** The run's wall time by account, greatest first. */
  readonly ledger: readonly TimelineShare[];
  /** In the order they began. */
  readonly threads: readonly TimelineThread[];
  readonly gaps: readonly TimelineGap[];
  /** In order, from `start` to `end`. */
  readonly path: readonly TimelinePathStep[];
  /** By how much each call could have taken longer without the run's end coming later; those on the path are left out. */
  readonly slack: readonly (readonly [rowId: string, slack: number])[];
  readonly goal: TimelineGoalName;
  readonly goals: readonly TimelineGoal[];
  /** The one that saves most first. */
  readonly findings: readonly TimelineFinding[];
}

/** The run thought through with what-ifs. */
export interface TimelinePrediction {
  readonly findingIds: readonly string[];
  /** `21.4 s`. */
  readonly before: string;
  readonly after: string;
  /** `17.9 s to 18.6 s`; empty where it is exact. */
  readonly range: string;
  /** What to keep in mind when reading it, in sentences. */
  readonly caveats: readonly string[];
  /** When the run would have ended. */
  readonly end: number;
  /** Rows that would have been at another time. */
  readonly moved: readonly (readonly [rowId: string, start: number, end: number])[];
  /** Rows that would not have been. */
  readonly gone: readonly string[];
}
