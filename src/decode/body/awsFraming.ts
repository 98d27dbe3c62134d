// Parts `application/vnd.amazon.eventstream` into messages: https://smithy.io/2.0/aws/amazon-eventstream.html
// Checksums and headers are read by the codec of Smithy. Its own splitter of streams isn't used: it is asynchronous, so
// that a message would lose the read that completed it, and it sets aside as much memory as a length says that nobody
// has checked.
import { Crc32 } from '@smithy/core/checksum';
import { HeaderMarshaller } from '@smithy/core/event-streams';
import { GrowingBytes } from '../growingBytes';
import { objectOf, parseJson, textOf } from '../json';
import { maxMessageChars } from '../limits';
import { UnreadableError } from '../unreadableError';
import type { FrameSink, MessageFraming } from './messageFraming';

/** Length of the frame, length of its headers, checksum of the two. */
const preludeBytes = 12;

/** Of the two lengths together, and of a checksum. */
const [lengthsBytes, checksumBytes] = [8, 4];

/** Headers by their names. */
type Headers = Readonly<Record<string, { readonly value: unknown }>>;

const marshaller = new HeaderMarshaller(
  (bytes) => Buffer.from(bytes).toString(),
  (text) => Buffer.from(text),
);

export class AwsFraming implements MessageFraming<Uint8Array> {
  /** The frame that goes on. */
  private readonly held = new GrowingBytes(1024);
  /** Its length; undefined while its prelude isn't whole. */
  private frameBytes: number | undefined;
  /** What is still to come of a frame over the limit. */
  private toSkip = 0;
  /** By their bytes, each a character. */
  private readonly knownHeaders = new Map<string, Headers>();

  /** @param limit bytes of one frame */
  constructor(
    private readonly sink: FrameSink,
    private readonly limit = maxMessageChars,
  ) {}

  /** @throws UnreadableError when it can't be told any more where a frame begins */
  push(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; )
      at += this.toSkip > 0 ? this.skip(bytes.length - at) : this.take(bytes, at);
  }

  end(): void {
    if (this.held.length + this.toSkip > 0) this.sink.tornEvent();
  }

  /** Takes what is missing of the prelude or frame at hand; returns how many bytes that were. */
  private take(bytes: Uint8Array, at: number): number {
    const missing = (this.frameBytes ?? preludeBytes) - this.held.length;
    const taken = Math.min(missing, bytes.length - at);
    this.held.add(bytes.subarray(at, at + taken));
    if (taken < missing) return taken;
    if (this.frameBytes === undefined) this.readPrelude(this.held.view);
    else this.finishFrame(this.held.view);
    return taken;
  }

  private skip(length: number): number {
    const skipped = Math.min(this.toSkip, length);
    this.toSkip -= skipped;
    if (this.toSkip === 0) this.sink.oversizedEvent();
    return skipped;
  }

  /** Lengths are believed only if their checksum is right: everything after them hangs on it. */
  private readPrelude(prelude: Buffer): void {
    const length = prelude.readUInt32BE(0);
    const fits = length >= preludeBytes + checksumBytes + prelude.readUInt32BE(4);
    if (!fits || checksumOf(prelude.subarray(0, lengthsBytes)) !== prelude.readUInt32BE(lengthsBytes))
      throw new UnreadableError('The frames of the event stream are broken: a length in them is not right.');
    if (length <= this.limit) {
      this.frameBytes = length;
      return;
    }
    this.held.clear();
    this.toSkip = length - preludeBytes;
  }

  private finishFrame(frame: Buffer): void {
    const payloadAt = preludeBytes + frame.readUInt32BE(4);
    const payloadEnd = frame.length - checksumBytes;
    const isWhole = checksumOf(frame.subarray(0, payloadEnd)) === frame.readUInt32BE(payloadEnd);
    const headers = isWhole && this.readHeaders(frame.toString('latin1', preludeBytes, payloadAt));
    if (headers) this.tell(headers, frame.toString('utf8', payloadAt, payloadEnd));
    else this.sink.damagedEvent();
    this.held.clear();
    this.frameBytes = undefined;
  }

  /**
   * Messages of one kind have the same headers, so that few have to be read.
   * @param bytes each a character
   * @returns undefined when they can't be read
   */
  private readHeaders(bytes: string): Headers | undefined {
    const known = this.knownHeaders.get(bytes);
    if (known) return known;
    const headers = parseHeaders(Buffer.from(bytes, 'latin1'));
    const mayKeep = this.knownHeaders.size < maxKnownHeaders && bytes.length < maxKnownHeaderBytes;
    if (headers && mayKeep) this.knownHeaders.set(bytes, headers);
    return headers;
  }

  /** A payload is JSON; the kind of message and its name are in the headers. */
  private tell(headers: Headers, payload: string): void {
    const header = (name: string) => textOf(headers[name]?.value);
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

/** Far more than the kinds of messages that any API has, and far longer headers. */
const [maxKnownHeaders, maxKnownHeaderBytes] = [32, 1024];

/** The codec may read past what it is given, so that it is given a copy with nothing behind it. */
function parseHeaders(bytes: Uint8Array): Headers | undefined {
  try {
    return marshaller.parse(new DataView(Uint8Array.from(bytes).buffer));
  } catch {
    return undefined;
  }
}

function checksumOf(bytes: Uint8Array): number {
  const checksum = new Crc32();
  checksum.update(bytes);
  return checksum.digestSync();
}
