import { FrameReader, type SocketMessage } from './frameReader';
import { MessageInflater } from './messageInflater';
import type { PeekedMessage } from './peekMessage';

/** What is told of one direction of a WebSocket. */
export interface MessageSink {
  /** A message that says what it is; `payload` is its text, encoded. */
  message(peeked: PeekedMessage, payload: Uint8Array): void;
  /** Any other message. */
  other(): void;
  closing(code: number | undefined): void;
  /** Bytes were no messages. All that follows can't be read, or all that is compressed. */
  damaged(): void;
}

/** Says what a message is, in the words of one API. */
export type Peek = (text: string) => PeekedMessage | undefined;

const characters = new TextDecoder();

/** From the bytes of one direction to its messages. */
export class MessageReader {
  readonly #sink: MessageSink;
  readonly #frames: FrameReader;
  /** Undefined after bytes that could not be inflated: what comes later refers to them. */
  #inflater: MessageInflater | undefined = new MessageInflater();

  readonly #peek: Peek;

  constructor(sink: MessageSink, peek: Peek) {
    this.#sink = sink;
    this.#peek = peek;
    this.#frames = new FrameReader({
      message: (message) => this.#read(message),
      closing: (code) => sink.closing(code),
      malformed: () => sink.damaged(),
    });
  }

  push(bytes: Uint8Array): void {
    this.#frames.push(bytes);
  }

  #read({ payload, compressed }: SocketMessage): void {
    const plain = compressed ? this.#inflate(payload) : payload;
    const peeked = plain && mayBeObject(plain) ? this.#peek(characters.decode(plain)) : undefined;
    if (plain && peeked) this.#sink.message(peeked, plain);
    else this.#sink.other();
  }

  #inflate(payload: Uint8Array): Uint8Array | undefined {
    try {
      return this.#inflater?.inflate(payload);
    } catch {
      this.#inflater = undefined;
      this.#sink.damaged();
      return undefined;
    }
  }
}

const openingBrace = 0x7b;
const lastSpace = 0x20;

function mayBeObject(text: Uint8Array): boolean {
  return text.find((byte) => byte > lastSpace) === openingBrace;
}
