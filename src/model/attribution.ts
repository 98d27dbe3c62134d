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

/** The line that made a call. */
export interface Attribution {
  readonly method: AttributionMethod;
  readonly confidence: Confidence;
  /** Innermost frame of the user's code; undefined when none was found. */
  readonly site?: SourceFrame & { readonly id: CallSiteId };
  /** All user frames, innermost first; the first equals `site`. */
  readonly chain: readonly SourceFrame[];
}

/** Identity of a place, equal across runs. */
export function callSiteIdOf(frame: SourceFrame): CallSiteId {
  return `${frame.file}:${frame.line}:${frame.column}` as CallSiteId;
}
