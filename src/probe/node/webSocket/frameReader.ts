// Reads WebSocket frames, of either side: https://www.rfc-editor.org/rfc/rfc6455#section-5.2

/** Of a longer message nothing is kept. */
const maxMessageBytes = 64 * 1024 ** 2;

const longestHeader = 14;

const opcode = { continuation: 0, close: 8, ping: 9, pong: 10 } as const;

/** A message of text or bytes, put together from its fragments. */
export interface SocketMessage {
  /** Empty when the message is too long to be kept. */
  readonly payload: Uint8Array;
  /** Its payload is compressed (`permessage-deflate`). */
  readonly compressed: boolean;
}

/** What is told as soon as its last byte is in. */
export interface FrameSink {
  message(message: SocketMessage): void;
  /** @param code why the connection is closed, when it says so */
  closing(code: number | undefined): void;
  /** What came are no frames. Nothing is told after it. */
  malformed(): void;
}

interface Header {
  readonly length: number;
  readonly isFinal: boolean;
  readonly compressed: boolean;
  readonly opcode: number;
  readonly payloadLength: number;
  readonly mask: Uint8Array | undefined;
}

/** Reads the frames of one direction out of bytes as they come. After bytes that are no frames, nothing is told. */
export class FrameReader {
  readonly #sink: FrameSink;
  readonly #limit: number;
  #start = Buffer.alloc(0);
  #header: Header | undefined;
  #payload: Uint8Array[] = [];
  #missing = 0;
  /** Payloads of the fragments that came before, and what the first of them said. */
  #fragments: Uint8Array[] = [];
  #fragmentBytes = 0;
  #compressed = false;
  #broken = false;

  constructor(sink: FrameSink, limit = maxMessageBytes) {
    this.#sink = sink;
    this.#limit = limit;
  }

  push(bytes: Uint8Array): void {
    for (let rest = bytes; rest.length > 0 && !this.#broken; ) {
      rest = this.#header ? this.#takePayload(this.#header, rest) : this.#takeHeader(rest);
    }
  }

  /** @returns what comes after the header */
  #takeHeader(bytes: Uint8Array): Uint8Array {
    const known = this.#start.length;
    const start = Buffer.concat([this.#start, bytes.subarray(0, longestHeader - known)]);
    const header = readHeader(start);
    if (header === 'malformed') return this.#giveUp();
    if (header === undefined) {
      this.#start = start;
      return empty;
    }
    this.#start = Buffer.alloc(0);
    this.#header = header;
    this.#missing = header.payloadLength;
    const rest = bytes.subarray(header.length - known);
    return header.payloadLength === 0 ? this.#takePayload(header, rest) : rest;
  }

  #giveUp(): Uint8Array {
    this.#broken = true;
    this.#sink.malformed();
    return empty;
  }

  /** @returns what comes after the frame */
  #takePayload(header: Header, bytes: Uint8Array): Uint8Array {
    const part = bytes.subarray(0, this.#missing);
    this.#missing -= part.length;
    const isWhole = this.#missing === 0;
    // Copied where it must wait for more: the memory is the program's.
    if (header.payloadLength <= this.#limit) this.#payload.push(isWhole ? part : Buffer.from(part));
    if (isWhole) this.#finishFrame(header);
    return bytes.subarray(part.length);
  }

  #finishFrame(header: Header): void {
    const payload = unmasked(this.#payload, header.mask);
    this.#header = undefined;
    this.#payload = [];
    if (header.opcode === opcode.close) this.#sink.closing(closeCode(payload));
    if (header.opcode < opcode.close) this.#addFragment(header, payload);
  }

  #addFragment(header: Header, payload: Uint8Array): void {
    if (header.opcode !== opcode.continuation) this.#compressed = header.compressed;
    this.#fragmentBytes += header.payloadLength;
    if (this.#fragmentBytes <= this.#limit) this.#fragments.push(payload);
    else this.#fragments = [];
    if (!header.isFinal) return;
    const fragments = this.#fragments;
    const whole = fragments.length === 1 ? (fragments[0] as Uint8Array) : Buffer.concat(fragments);
    const message = { payload: whole, compressed: this.#compressed };
    this.#fragments = [];
    this.#fragmentBytes = 0;
    this.#sink.message(message);
  }
}

const empty = new Uint8Array(0);

/** @returns undefined while bytes of it are missing */
function readHeader(bytes: Buffer): Header | 'malformed' | undefined {
  if (bytes.length < 2) return undefined;
  const first = bytes[0] as number;
  const second = bytes[1] as number;
  const code = first & 0x0f;
  const isControl = code >= opcode.close;
  // Bits and codes that no extension in use gives a meaning to.
  if ((first & 0x30) !== 0 || code > opcode.pong || (code > 2 && !isControl)) return 'malformed';
  const short = second & 0x7f;
  const lengthBytes = short === 127 ? 8 : short === 126 ? 2 : 0;
  const isMasked = (second & 0x80) !== 0;
  const length = 2 + lengthBytes + (isMasked ? 4 : 0);
  if (bytes.length < length) return undefined;
  const payloadLength = readLength(bytes, short);
  if (!Number.isSafeInteger(payloadLength) || (isControl && payloadLength > 125)) return 'malformed';
  return {
    length,
    isFinal: (first & 0x80) !== 0,
    compressed: (first & 0x40) !== 0,
    opcode: code,
    payloadLength,
    mask: isMasked ? bytes.subarray(length - 4, length) : undefined,
  };
}

/** @param short the length, or that a longer form of it follows */
function readLength(bytes: Buffer, short: number): number {
  if (short === 127) return Number(bytes.readBigUInt64BE(2));
  return short === 126 ? bytes.readUInt16BE(2) : short;
}

/** The payload in one piece; a masked one is copied, since the bytes are on their way to the socket. */
function unmasked(parts: readonly Uint8Array[], mask: Uint8Array | undefined): Uint8Array {
  if (!mask) return parts.length === 1 ? (parts[0] as Uint8Array) : Buffer.concat(parts);
  const plain = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    plain.set(part, at);
    at += part.length;
  }
  // Four bytes at once: a long prompt takes a tenth of the time.
  const words = new Uint32Array(plain.buffer, 0, plain.length >>> 2);
  const key = new Uint32Array(new Uint8Array(mask).buffer)[0] as number;
  for (let i = 0; i < words.length; i++) words[i] = (words[i] as number) ^ key;
  for (let i = words.length * 4; i < plain.length; i++) {
    plain[i] = (plain[i] as number) ^ (mask[i & 3] as number);
  }
  return plain;
}

function closeCode(payload: Uint8Array): number | undefined {
  return payload.length < 2 ? undefined : ((payload[0] as number) << 8) | (payload[1] as number);
}
