/** How an attempt or a call ended. */
export type Outcome =
  | 'inFlight'
  /** End marker seen, or finish reason and clean end. */
  | 'complete'
  /** The server said so: HTTP status >= 400 or an error inside the stream; or the connection failed. */
  | 'error'
  /** The program gave up before the answer was finished. */
  | 'cancelled'
  /** The stream ended without end marker and without finish reason. */
  | 'truncated'
  /** The program's process went away while the answer was still coming. */
  | 'cut'
  /** A success without output, error or usage. */
  | 'empty'
  /** The bytes could not be read as the style they claim; times and sizes are kept. */
  | 'undecoded';

/** Why an attempt ended as it did, when there is more to say than its outcome. */
export interface Failure {
  /** Provider's error type, connection error code, `http_429`, `not_an_api_answer`, ... */
  readonly type: string;
  /** One sentence for a person; provider's messages are cut to 200 characters. */
  readonly message: string;
}
