// Parts `application/vnd.amazon.eventstream` into messages: https://smithy.io/2.0/aws/amazon-eventstream.html
// What a message holds, and whether its checksum is right, is told by the codec of Smithy. The codec's own splitter of
// streams isn't used: it is asynchronous, so that a message would lose the read that completed it, and it sets aside as
// much memory as a length says that nobody has checked.
import { Crc32 } from '@smithy/core/checksum';
import { EventStreamCodec } from '@smithy/core/event-streams';
import { GrowingBytes } from '../growingBytes';
import { objectOf, parseJson, textOf } from '../json';
import { maxMessageChars } from '../limits';
import { UnreadableError } from '../unreadableError';
import type { FrameSink, MessageFraming } from './messageFraming';

type Frame = ReturnType<EventStreamCodec['decode']>;

/** Length of the frame, length of its headers, checksum of the two. */
const preludeBytes = 12;

/** The prelude, and the checksum of the whole. */
const overheadBytes = preludeBytes + 4;

const characters = new TextDecoder();
const codec = new EventStreamCodec(
  (bytes) => characters.decode(bytes as Uint8Array),
  (text) => new TextEncoder().encode(text),
);

export class AwsFraming implements MessageFraming<Uint8Array> {
  /** The frame that goes on. */
  private readonly held = new GrowingBytes(1024);
  /** Its length; undefined while its prelude isn't whole. */
  private frameBytes: number | undefined;
  /** What is still to come of a frame over the limit. */
  private toSkip = 0;

  /** @param limit bytes of one frame */
  constructor(
    private readonly sink: FrameSink,
    private readonly limit = maxMessageChars,
  ) {}

  /** @throws UnreadableError when it can't be told any more where a frame begins */
  push(bytes: Uint8Array): void {
    let rest = bytes;
    while (rest.length > 0) rest = this.toSkip > 0 ? this.skip(rest) : this.take(rest);
  }

  end(): void {
    if (this.held.length + this.toSkip > 0) this.sink.tornEvent();
  }

  /** Takes what is missing of the prelude or frame at hand; returns what is left. */
  private take(bytes: Uint8Array): Uint8Array {
    const missing = (this.frameBytes ?? preludeBytes) - this.held.length;
    this.held.add(bytes.subarray(0, missing));
    if (bytes.length >= missing) {
      if (this.frameBytes === undefined) this.readPrelude(this.held.view);
      else this.finishFrame();
    }
    return bytes.subarray(missing);
  }

  private skip(bytes: Uint8Array): Uint8Array {
    const rest = bytes.subarray(this.toSkip);
    this.toSkip -= bytes.length - rest.length;
    if (this.toSkip === 0) this.sink.oversizedEvent();
    return rest;
  }

  /** Lengths are believed only if their checksum is right: everything after them hangs on it. */
  private readPrelude(prelude: Buffer): void {
    const length = prelude.readUInt32BE(0);
    const fits = length >= overheadBytes && prelude.readUInt32BE(4) <= length - overheadBytes;
    if (!fits || checksumOf(prelude.subarray(0, 8)) !== prelude.readUInt32BE(8))
      throw new UnreadableError('The frames of the event stream are broken: a length in them is not right.');
    if (length <= this.limit) {
      this.frameBytes = length;
      return;
    }
    this.held.clear();
    this.toSkip = length - preludeBytes;
  }

  private finishFrame(): void {
    const frame = decodeFrame(this.held.view);
    this.held.clear();
    this.frameBytes = undefined;
    if (frame) this.tell(frame);
    else this.sink.damagedEvent();
  }

  /** A payload is JSON; the kind of message and its name are in the headers. */
  private tell({ headers, body }: Frame): void {
    const header = (name: string) => textOf(headers[name]?.value);
    const payload = characters.decode(body);
    switch (header(':message-type')) {
      case 'exception': {
        const { message, Message } = objectOf(parseJson(payload));
        this.sink.failure(header(':exception-type'), textOf(message) || textOf(Message));
        return;
      }
      case 'error':
        this.sink.failure(header(':error-code'), header(':error-message'));
        return;
      default:
        this.sink.event(payload, header(':event-type') || undefined);
    }
  }
}

/** Undefined when its checksum is wrong, or its headers are. Holds on to `bytes`. */
function decodeFrame(bytes: Uint8Array): Frame | undefined {
  try {
    return codec.decode(bytes);
  } catch {
    return undefined;
  }
}

function checksumOf(bytes: Uint8Array): number {
  const checksum = new Crc32();
  checksum.update(bytes);
  return checksum.digestSync();
}
