import type { PlannedTarget } from '../../plan';
import type { CursorContext } from '../gatherContext';

export type Json = Readonly<Record<string, unknown>>;

/** How requests are put together and answers read in one of the request formats. */
export interface CompletionApi {
  /** The request's body, the suite's own parameters aside. */
  buildBody(target: PlannedTarget, context: CursorContext): Json;
  /**
   * Makes the request and gives the text of the answer as it comes.
   * @throws whatever the transport throws, HttpError, or AnswerError
   */
  stream(body: Json, connection: Connection): AsyncIterable<string>;
}

/** What a request goes over. */
export interface Connection {
  readonly target: PlannedTarget;
  readonly fetch: typeof fetch;
  readonly signal: AbortSignal;
  /** Whether `[DONE]` came. */
  readonly isMarkedDone: () => boolean;
}

/** The answer is no answer, though its status said so. */
export class AnswerError extends Error {
  constructor(
    readonly kind: 'malformed' | 'cut' | 'serverError' | 'rateLimited',
    message: string,
  ) {
    super(message);
  }
}

/** The server refused. */
export class HttpError extends Error {
  /** @param body what it said, as far as it is text */
  constructor(
    readonly status: number,
    readonly body: string,
  ) {
    super(`HTTP ${status}`);
  }
}
