/**
 * Messages between the extension and the timeline panel. One way each: the host says what is, the webview says what
 * the person did; nobody waits for an answer.
 */

/** A slice of a call's time. */
export interface TimelinePhase {
  /** `blocked` waits for a free connection; `backoff` lies between attempts. */
  readonly name:
    | 'blocked'
    | 'connect'
    | 'send'
    | 'wait'
    | 'thinking'
    | 'streaming'
    | 'receive'
    | 'tail'
    | 'backoff';
  /** Milliseconds on the run's clock. */
  readonly start: number;
  readonly end: number;
}

/** One labelled figure of a call, formatted by the host; `because` stands in for a value that can't be measured. */
export interface TimelineFigure {
  readonly label: string;
  readonly value?: string;
  readonly because?: string;
  readonly caveat?: string;
  /** What the figure means, for the hover on its label. */
  readonly definition: string;
}

/** One row of the waterfall. Sent again whole whenever the call has changed. */
export interface TimelineCall {
  readonly id: string;
  /** Position in the run, from 1. */
  readonly ordinal: number;
  /** `planStep · agent.ts:42`. */
  readonly label: string;
  readonly siteId?: string;
  /** False when the line is uncertain: it is then shown as such. */
  readonly siteCertain: boolean;
  readonly model: string;
  readonly host: string;
  readonly outcome: string;
  readonly failure?: string;
  readonly live: boolean;
  readonly paused: boolean;
  readonly start: number;
  readonly end: number;
  readonly phases: readonly TimelinePhase[];
  /** Moments of output events, in ms on the run's clock; at most 400, evenly thinned. */
  readonly ticks: readonly number[];
  /** Shown in a tooltip: a handful. */
  readonly headline: readonly TimelineFigure[];
  /** Shown in the details pane: all. */
  readonly figures: readonly TimelineFigure[];
  readonly attempts: number;
  readonly remarks: readonly string[];
}

/** What stands above the waterfall. */
export interface TimelineHeader {
  readonly runId: string;
  readonly title: string;
  readonly live: boolean;
  /** Milliseconds on the run's clock up to which time has passed. */
  readonly now: number;
  readonly figures: readonly TimelineFigure[];
  readonly pauses: readonly { readonly start: number; readonly end: number }[];
  readonly problems: readonly { readonly severity: string; readonly message: string; readonly action?: string }[];
  /** Said in place of the waterfall while there are no calls. */
  readonly emptyText?: string;
}

export type HostToTimeline =
  | { readonly type: 'snapshot'; readonly header: TimelineHeader; readonly calls: readonly TimelineCall[] }
  /** Calls that are new or have changed, by id; the others stay. */
  | { readonly type: 'append'; readonly header: TimelineHeader; readonly calls: readonly TimelineCall[] }
  /** Selects these calls and brings the first into view. */
  | { readonly type: 'select'; readonly callIds: readonly string[] }
  | { readonly type: 'clear' };

export type TimelineToHost =
  | { readonly type: 'ready' }
  | { readonly type: 'openSource'; readonly callId: string }
  | { readonly type: 'selected'; readonly callId: string | undefined };
