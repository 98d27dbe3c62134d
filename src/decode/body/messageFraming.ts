/** Where the messages of a stream go. */
export interface MessageSink {
  /** A whole message, within the read that completed it. */
  event(data: string, name: string | undefined): void;
  /** What the end of the body left of a message without its end; it may be whole all the same. */
  unterminatedEvent(data: string, name: string | undefined): void;
  comment(): void;
  /** What can't be there in a stream of this kind. */
  strangeLine(): void;
  /** A message was too large and is left out. */
  oversizedEvent(): void;
}

/** Parts a body's text into messages. */
export interface MessageFraming {
  push(text: string): void;
  /** The body ended. */
  end(): void;
}
