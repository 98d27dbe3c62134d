import type { CallSiteId } from '../base/units';

/** How a line was found; see `FrameOrigin` in the probe's contract. */
export type AttributionMethod = 'sync' | 'inspector' | 'async' | 'stale' | 'none';

/** `low` is never drawn as fact. */
export type Confidence = 'high' | 'medium' | 'low';

/** A place in the user's source. Lines and columns are 1-based. */
export interface SourceFrame {
  /** Absolute path. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly functionName?: string;
}

/** The innermost frame of the user's code: what a call is shown at. */
export interface CallSite extends SourceFrame {
  readonly id: CallSiteId;
  /** `hashLine` of the line's text as it ran: tells whether the line has changed since. Absent when it wasn't read. */
  readonly lineHash?: string;
}

/** The line that made a call. */
export interface Attribution {
  readonly method: AttributionMethod;
  readonly confidence: Confidence;
  /** Undefined when no frame of the user's code was found. */
  readonly site?: CallSite;
  /** All user frames, innermost first; the first equals `site`. */
  readonly chain: readonly SourceFrame[];
}

/** Identity of a place, equal across runs. */
export function callSiteIdOf(frame: SourceFrame): CallSiteId {
  return `${frame.file}:${frame.line}:${frame.column}` as CallSiteId;
}
