import type { Answer } from '../answer/answer';
import type { StreamLog } from '../answer/streamLog';
import type { MessageReader } from '../styleDefinition';

/** Makes the answer and its events from a body's text; one for streams, one for documents. */
export interface BodyInterpreter {
  /** @param read index of the read that brought the text */
  push(text: string, read: number): void;
  /** The body ended. */
  end(): void;
  readonly commentCount: number;
  /** Why the body isn't what it should be, in a sentence; null while nothing speaks against it. */
  readonly undecoded: string | null;
  /** What is unusual about it, one sentence each. */
  readonly remarks: readonly string[];
}

/** What an interpreter works with. */
export interface ResponseContext {
  readonly answer: Answer;
  readonly log: StreamLog;
  readonly reader: MessageReader;
  /** HTTP status. */
  readonly status: number;
  /** See `StyleDefinition`. */
  readonly answerName: string;
}
