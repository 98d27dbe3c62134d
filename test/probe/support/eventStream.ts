import { crc32 } from 'node:zlib';

/** An event in an AWS event stream. */
export function eventStreamMessage(type: string, payload: object): Buffer {
  const about = { ':event-type': type, ':content-type': 'application/json', ':message-type': 'event' };
  return eventStreamFrame(about, JSON.stringify(payload));
}

/**
 * One frame of `application/vnd.amazon.eventstream`: prelude, headers, payload, each guarded by a checksum.
 * https://smithy.io/2.0/aws/amazon-eventstream.html
 */
export function eventStreamFrame(about: Readonly<Record<string, string>>, payload: string): Buffer {
  const headers = Buffer.concat(Object.entries(about).map(([name, value]) => header(name, value)));
  const body = Buffer.from(payload);
  const prelude = Buffer.alloc(8);
  prelude.writeUInt32BE(16 + headers.length + body.length);
  prelude.writeUInt32BE(headers.length, 4);
  const message = Buffer.concat([prelude, checksum(prelude), headers, body]);
  return Buffer.concat([message, checksum(message)]);
}

/** Type 7 is text. */
function header(name: string, value: string): Buffer {
  const text = Buffer.from(value);
  const [start, length] = [Buffer.from([name.length]), Buffer.from([7, text.length >> 8, text.length & 255])];
  return Buffer.concat([start, Buffer.from(name), length, text]);
}

function checksum(bytes: Buffer): Buffer {
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(bytes));
  return sum;
}
