/**
 * Messages between the extension and the timeline panel. One way each: the host says what is, the webview says what
 * the person did; nobody waits for an answer. All moments are milliseconds on the run's clock.
 */
import type {
  TimelineAccountKind,
  TimelineAnalysis,
  TimelineGoalName,
  TimelinePrediction,
} from './timelineAnalysis';

/** What a slice of a call's time is spent on. */
export type TimelinePhaseName =
  | 'queue'
  | 'connect'
  | 'send'
  | 'wait'
  | 'thinking'
  | 'streaming'
  | 'receive'
  | 'tail'
  | 'refused'
  | 'retryAfter'
  | 'backoff';

/** What a phase is called and means. Sent once. */
export interface TimelinePhaseKind {
  readonly name: TimelinePhaseName;
  readonly label: string;
  readonly meaning: string;
}

export interface TimelinePhase {
  readonly name: TimelinePhaseName;
  readonly start: number;
  readonly end: number;
}

/** A part of a phase by the server's own figures: how long, but not when. */
export interface TimelinePart {
  readonly phase: TimelinePhaseName;
  /** Names the `TimelineFigureKind` that explains it. */
  readonly figure: string;
  readonly length: number;
}

/** What a kind of figure means. Sent once, so that thousands of calls needn't repeat it. */
export interface TimelineFigureKind {
  readonly name: string;
  readonly label: string;
  readonly definition: string;
  /** Heading under which the details pane shows it. */
  readonly group: string;
  /** Shown in the tooltip too. */
  readonly headline: boolean;
}

/** One figure of a call, formatted by the host. Exactly one of `value` and `because` is there. */
export interface TimelineFigure {
  /** Names a `TimelineFigureKind`. */
  readonly name: string;
  readonly value?: string;
  /** What the value was computed from: `64 tokens in 60 output events`. */
  readonly basis?: string;
  /** Why it can't be measured. */
  readonly because?: string;
  /** Said beside the value: what to keep in mind when reading it, or how much is behind it where that matters. */
  readonly caveat?: string;
}

/** One HTTP exchange of a call. */
export interface TimelineAttempt {
  readonly start: number;
  readonly end: number;
  /** For a person: `complete`, `rate limited (429)`. */
  readonly outcome: string;
  readonly failed: boolean;
  readonly failure?: string;
  /** Wait that the server asked for, as text. */
  readonly retryAfter?: string;
}

/** A place in the user's source, shortened for reading; its index names it towards the host. */
export interface TimelineFrame {
  readonly name: string;
  /** `agent.ts:42`. */
  readonly place: string;
}

/** How a call stands, for the eye. */
export type TimelineTone = 'live' | 'good' | 'warning' | 'error';

/** One row of the waterfall. Sent again whole whenever the call has changed. */
export interface TimelineCall {
  readonly id: string;
  /** Position in the run, from 1. */
  readonly ordinal: number;
  /** User frames, innermost first. Empty when no line was found. */
  readonly frames: readonly TimelineFrame[];
  /** Index of the frame at which the call is shown. */
  readonly site: number;
  /** Word for how certain that line is; missing where it is a fact. */
  readonly certainty?: string;
  /** Why it is no fact, in a sentence. */
  readonly doubt?: string;
  readonly model: string;
  readonly host: string;
  readonly tone: TimelineTone;
  /** For a person: `complete`, `cancelled by the program`. */
  readonly outcome: string;
  readonly failure?: string;
  /** Overlaps a time in which the debugger held the program. */
  readonly paused: boolean;
  readonly start: number;
  /** While the tone is `live`: the last moment heard of; the webview lets it grow. */
  readonly end: number;
  readonly phases: readonly TimelinePhase[];
  readonly parts: readonly TimelinePart[];
  /** Moments of output events; at most 400, evenly thinned. */
  readonly ticks: readonly number[];
  readonly figures: readonly TimelineFigure[];
  readonly attempts: readonly TimelineAttempt[];
  /** Where the program's side held the answer up; empty where it kept up. */
  readonly stretches: readonly TimelineStretch[];
  readonly remarks: readonly string[];
}

/** `unread`: something that had come waited to be taken. `unheard`: the program was not reading at all. */
export interface TimelineStretch {
  readonly kind: 'unread' | 'unheard';
  readonly start: number;
  readonly end: number;
}

/** What a program does besides its calls. */
export type TimelineWorkName = 'http' | 'process' | 'thread' | 'tool' | 'timer' | 'cpu' | 'measure';

/** How other work is drawn. */
export type TimelineWorkLook = 'work' | 'sleep' | 'busy' | 'mark';

/** What a kind of other work is called and means. Sent once. */
export interface TimelineWorkKind {
  readonly name: TimelineWorkName;
  readonly label: string;
  readonly meaning: string;
}

/** A row for a piece of other work. */
export interface TimelineWork {
  readonly id: string;
  readonly work: TimelineWorkName;
  readonly look: TimelineWorkLook;
  /** Request, command, tool or mark. */
  readonly name: string;
  /** As in a call; empty where no line was found or none is looked for. */
  readonly frames: readonly TimelineFrame[];
  readonly site: number;
  readonly certainty?: string;
  readonly doubt?: string;
  readonly tone: TimelineTone;
  /** How it ended, for a person; empty where nothing is remarkable. */
  readonly outcome: string;
  readonly start: number;
  /** As in a call. */
  readonly end: number;
  /** For how long the event loop was busy between `start` and `end`; absent for what took all of that time. */
  readonly busy?: number;
  /** CPU time that was used meanwhile. */
  readonly cpu?: number;
}

export type TimelineRow = TimelineCall | TimelineWork;

export function isWork(row: TimelineRow): row is TimelineWork {
  return 'work' in row;
}

/** A figure of the whole run. */
export interface TimelineSummaryFigure {
  readonly label: string;
  readonly value: string;
  readonly definition: string;
  /** The call that the figure speaks of. */
  readonly callId?: string;
}

/** What stands above the waterfall. */
export interface TimelineHeader {
  readonly runId: string;
  readonly title: string;
  readonly live: boolean;
  /** Moment up to which time has passed; the webview lets it run on while the run is live. */
  readonly now: number;
  readonly figures: readonly TimelineSummaryFigure[];
  /** Most calls that were in flight at a time. */
  readonly maxInFlight: number;
  /** Without `end` the program is still held. */
  readonly pauses: readonly { readonly start: number; readonly end?: number }[];
  readonly problems: readonly {
    readonly severity: 'error' | 'warning' | 'info';
    readonly message: string;
    readonly action?: string;
  }[];
  /** Said in place of the waterfall while there are no calls. */
  readonly emptyText: string;
}

export type HostToTimeline =
  | {
      readonly type: 'snapshot';
      readonly header: TimelineHeader;
      /** In the order in which a call goes through them. */
      readonly phaseKinds: readonly TimelinePhaseKind[];
      readonly figureKinds: readonly TimelineFigureKind[];
      readonly workKinds: readonly TimelineWorkKind[];
      readonly accountKinds: readonly TimelineAccountKind[];
      readonly calls: readonly TimelineCall[];
      /** In the order it began. */
      readonly work: readonly TimelineWork[];
    }
  | {
      readonly type: 'append';
      readonly header: TimelineHeader;
      /** Calls that are new or have changed, by id; the others stay. */
      readonly calls: readonly TimelineCall[];
      /** All of it, when it is not as it was: what comes later may explain a wait better. */
      readonly work?: readonly TimelineWork[];
    }
  /** Where the time went, in the place of what was said of it before. */
  | { readonly type: 'analysis'; readonly analysis: TimelineAnalysis }
  /** The run as it would have been; without a prediction, as it was. */
  | { readonly type: 'whatIf'; readonly prediction?: TimelinePrediction }
  /** Marks these calls, selects the first and brings it into view; opens the finding when one is named. */
  | { readonly type: 'select'; readonly callIds: readonly string[]; readonly findingId?: string };

export type TimelineToHost =
  | { readonly type: 'ready' }
  /** Open the place of the row's frame with this index. */
  | { readonly type: 'openSource'; readonly rowId: string; readonly frame: number }
  /** Open the place of the finding with this index. */
  | { readonly type: 'openFinding'; readonly findingId: string; readonly place: number }
  /** Think the run through without these findings; without any, show it as it was. */
  | { readonly type: 'whatIf'; readonly findingIds: readonly string[] }
  /** Rank findings by this. */
  | { readonly type: 'goal'; readonly goal: TimelineGoalName };

type Unchecked<Intent> = { readonly [Name in keyof Intent]?: unknown };
type IntentOf<Type> = Extract<TimelineToHost, { readonly type: Type }>;

/** Reads an intent of each type; undefined when what it says is none. */
const readers: {
  readonly [Type in TimelineToHost['type']]: (
    message: Unchecked<IntentOf<Type>>,
  ) => TimelineToHost | undefined;
} = {
  ready: () => ({ type: 'ready' }),
  openSource: ({ rowId, frame }) =>
    typeof rowId === 'string' && isIndex(frame) ? { type: 'openSource', rowId, frame } : undefined,
  openFinding: ({ findingId, place }) =>
    typeof findingId === 'string' && isIndex(place) ? { type: 'openFinding', findingId, place } : undefined,
  whatIf: ({ findingIds }) =>
    Array.isArray(findingIds) && findingIds.every((id) => typeof id === 'string')
      ? { type: 'whatIf', findingIds }
      : undefined,
  goal: ({ goal }) => (isGoal(goal) ? { type: 'goal', goal } : undefined),
};

/** Checks what came from the webview; undefined when it is none of the messages above. */
export function parseTimelineToHost(message: unknown): TimelineToHost | undefined {
  if (typeof message !== 'object' || message === null) return undefined;
  const { type } = message as { readonly type?: unknown };
  if (typeof type !== 'string' || !Object.hasOwn(readers, type)) return undefined;
  return readers[type as TimelineToHost['type']](message);
}

function isIndex(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0;
}

function isGoal(value: unknown): value is TimelineGoalName {
  return value === 'perceived' || value === 'wall' || value === 'throughput';
}
