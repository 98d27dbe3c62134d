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

/** What can befall the messages of a binary stream besides, which come in frames with checksums. */
export interface FrameSink extends MessageSink {
  /** The server says that it failed. */
  failure(type: string, message: string): void;
  /** A message is not what was sent, and is left out. */
  damagedEvent(): void;
  /** The body ended within a message, of which nothing can be read. */
  tornEvent(): void;
}

/** Parts a body's text, or its bytes where it is no text, into messages. */
export interface MessageFraming<Piece = string> {
  push(piece: Piece): void;
  /** The body ended. */
  end(): void;
}
