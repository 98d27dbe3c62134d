import type { Answer } from '../answer/answer';
import type { StreamLog } from '../answer/streamLog';
import type { MessageReader } from '../styleDefinition';

/** What is to be said of a body as a whole. */
export interface BodyFindings {
  readonly commentCount: number;
  /** Why the body isn't what it should be, in a sentence; null while nothing speaks against it. */
  readonly undecoded: string | null;
  /** What is unusual about it, one sentence each. */
  readonly remarks: readonly string[];
}

/**
 * Makes the answer and its events from a body's text, or its bytes where it is no text; one for streams, one for
 * documents.
 */
export interface BodyInterpreter<Piece = string> extends BodyFindings {
  /** @param read index of the read that brought the piece */
  push(piece: Piece, read: number): void;
  /** The body ended. */
  end(): void;
}

/** What an interpreter works with. */
export interface ResponseContext {
  readonly answer: Answer;
  readonly log: StreamLog;
  readonly reader: MessageReader;
  /** HTTP status. */
  readonly status: number;
  /** Name that the head gives to a failure. */
  readonly failureName: string | undefined;
  /** See `StyleDefinition`. */
  readonly answerName: string;
  /** See `StyleDefinition`. */
  readonly endsUnmarked: boolean;
  /** See `StyleDefinition`. */
  readonly hasVectors: boolean;
}
