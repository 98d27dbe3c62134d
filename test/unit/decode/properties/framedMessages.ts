import { crc32 } from 'node:zlib';

/** A message within a body, and the way to put another in its place. */
export interface FramedMessage {
  /** Of the whole message, its framing included. */
  readonly bytes: Uint8Array;
  /** What it says, which need not be JSON. */
  readonly said: string;
  /** The bytes of the message if it said this instead. */
  readonly reframe: (said: string) => Uint8Array;
}

/** Cuts a body into its messages, whose bytes add up to it. What the body is, its first bytes tell. */
export function cutMessages(body: Uint8Array): FramedMessage[] {
  if (body.length === 0) return [];
  if (body[0] === 0) return cutFrames(Buffer.from(body));
  const text = new TextDecoder().decode(body);
  const isLines = text.startsWith('{') && text.includes('}\n{');
  if (!isLines && /^\s*[[{]/.test(text)) return [message(text, text, (json) => json)];
  const pieces = text.split(isLines ? /(?<=\n)/ : /(?<=\n\n|\r\n\r\n|\r\r)/);
  return pieces.map(isLines ? cutLine : cutEvent);
}

function cutLine(line: string): FramedMessage {
  return message(line, line, (json) => `${json}\n`);
}

function cutEvent(event: string): FramedMessage {
  const data = /^data: ?(.*?)(\r\n|\r|\n|$)/m.exec(event);
  const { 0: line, 1: said = '' } = data ?? ['', ''];
  return message(event, said, (json) => event.replace(line, () => line.replace(said, () => json)));
}

function message(whole: string, said: string, reframe: (said: string) => string): FramedMessage {
  return { bytes: Buffer.from(whole), said, reframe: (other) => Buffer.from(reframe(other)) };
}

/** Frames of an AWS event stream: https://docs.aws.amazon.com/AmazonS3/latest/API/RESTSelectObjectAppendix.html */
function cutFrames(body: Buffer): FramedMessage[] {
  const messages: FramedMessage[] = [];
  for (let at = 0; at + 16 <= body.length; ) {
    const frame = body.subarray(at, at + Math.max(16, body.readUInt32BE(at)));
    const headers = frame.subarray(12, 12 + frame.readUInt32BE(4));
    const payload = frame.subarray(12 + headers.length, -4).toString();
    const inner = innerOf(payload);
    messages.push({
      bytes: frame,
      said: inner ?? payload,
      reframe: (said) => buildFrame(headers, inner === undefined ? said : chunkOf(said)),
    });
    at += frame.length;
  }
  return messages;
}

/** What a vendor's message says that is wrapped into a chunk of its own. */
function innerOf(payload: string): string | undefined {
  const bytes = /^\{"bytes": ?"([^"]+)"/.exec(payload)?.[1];
  return bytes && Buffer.from(bytes, 'base64').toString();
}

function chunkOf(json: string): string {
  return JSON.stringify({ bytes: Buffer.from(json).toString('base64') });
}

/** @param headers as they are on the wire */
export function buildFrame(headers: Uint8Array, payload: string): Uint8Array {
  const content = Buffer.from(payload);
  const frame = Buffer.alloc(16 + headers.length + content.length);
  frame.writeUInt32BE(frame.length, 0);
  frame.writeUInt32BE(headers.length, 4);
  frame.writeUInt32BE(crc32(frame.subarray(0, 8)), 8);
  frame.set(headers, 12);
  frame.set(content, 12 + headers.length);
  frame.writeUInt32BE(crc32(frame.subarray(0, -4)), frame.length - 4);
  return frame;
}
