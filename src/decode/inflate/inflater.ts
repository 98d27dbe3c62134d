import { UnreadableError } from '../unreadableError';

/** Takes compressed bytes and gives what can be known of the plain ones by then. Throws `InflateError`. */
export interface Inflater {
  push(bytes: Uint8Array): Iterable<Uint8Array>;
  /** The rest, when the body has ended. */
  end(): Iterable<Uint8Array>;
  /** Whether plain bytes were held back until the end, so that their events have the time of the last read. */
  readonly heldBack: boolean;
}

/** Says in one sentence why a body can't be inflated. */
export class InflateError extends UnreadableError {}

export const corruptBody = 'The body is not what its content encoding says.';

export const bombBody = 'The body is too large once it is inflated.';

/** Remark on an answer whose inflater held bytes back. */
export const heldBackBody = 'Later events of this compressed stream have the time of its end.';
