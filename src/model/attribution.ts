import type { CallSiteId } from '../base/units';

/**
 * How a line was found; see `FrameOrigin` in the probe's contract. `confirmed`: found where a guess would have been, at
 * the very call that the runtime knows the function to be waiting at; never `high`, because a callback may lie in between.
 */
export type AttributionMethod = 'sync' | 'inspector' | 'async' | 'confirmed' | 'stale' | 'none';

/** `low` is never drawn as fact. */
export type Confidence = 'high' | 'medium' | 'low';

/** A place in the user's source. Lines and columns are 1-based. */
export interface SourceFrame {
  /** Absolute path. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly functionName?: string;
  /** `hashLine` of the line's text as it ran: tells whether the line has changed since. Absent when it wasn't read. */
  readonly lineHash?: string;
}

/** One of the frames that led to a call. */
export interface ChainFrame extends SourceFrame {
  /** How certain it is that the call came this way; as certain as the call site when absent. */
  readonly confidence?: Confidence;
  /**
   * As in `Attribution`, of this frame. Calls of a process that have the same frame with the same moment came through
   * one and the same execution of it, and of what it called there. A turn of a loop that waits is another moment.
   */
  readonly moment?: number;
}

/** The frame of the user's code that a call is shown at: the innermost one unless the person chooses otherwise. */
export interface CallSite extends SourceFrame {
  readonly id: CallSiteId;
}

/** The line that made a call. */
export interface Attribution {
  readonly method: AttributionMethod;
  readonly confidence: Confidence;
  /** Undefined when no frame of the user's code was found. */
  readonly site?: CallSite;
  /**
   * Number of the stack, within its process, that the line was found on: equal for requests that lead back to one and the
   * same moment. Absent when it was on the request's own.
   */
  readonly moment?: number;
  /** All user frames, innermost first; one of them is at `site`. */
  readonly chain: readonly ChainFrame[];
}

/** Identity of a place, equal across runs. */
export function callSiteIdOf(frame: SourceFrame): CallSiteId {
  return `${frame.file}:${frame.line}:${frame.column}` as CallSiteId;
}
