import type { Exchange } from './exchange';
import { observeCalls } from './observe';
import type { Recorder } from './recorder';

/** How a stream's handle is given bytes, and text of an encoding, by the method's name. */
const writeMethods: readonly (readonly [method: string, encoding?: BufferEncoding])[] = [
  ['writeBuffer'],
  ['writeUtf8String', 'utf8'],
  ['writeLatin1String', 'latin1'],
  ['writeAsciiString', 'ascii'],
  ['writeUcs2String', 'utf16le'],
];

/**
 * Tells what a request over HTTP/2 sends. Observed at the handle, below the stream: nothing of the program is called
 * from there, so that no error of its has a frame of ours.
 * @param inner what the stream keeps, its handle among it
 */
export function observeHttp2Body(recorder: Recorder, inner: readonly unknown[], exchange: Exchange): void {
  const handle = inner.find(isHandle);
  if (!handle) return;
  for (const [method, encoding] of writeMethods) {
    observeCalls(recorder, handle, method, (_handle, [, chunk]) => {
      exchange.requestBody(chunk as Uint8Array | string, encoding);
    });
  }
  observeCalls(recorder, handle, 'writev', (_handle, [, chunks, allBuffers]) => {
    for (const [chunk, encoding] of piecesOf(chunks as unknown[], allBuffers)) {
      exchange.requestBody(chunk, encoding);
    }
  });
  observeCalls(recorder, handle, 'shutdown', () => exchange.requestDone());
}

function isHandle(value: unknown): value is object {
  return typeof (value as { writeUtf8String?: unknown } | null | undefined)?.writeUtf8String === 'function';
}

/** What `writev` is given: chunks alone, or each with its encoding after it. */
function* piecesOf(
  chunks: readonly unknown[],
  allBuffers: unknown,
): Iterable<[chunk: Uint8Array | string, encoding?: BufferEncoding]> {
  const step = allBuffers ? 1 : 2;
  for (let i = 0; i < chunks.length; i += step) {
    const chunk = chunks[i] as Uint8Array | string;
    yield typeof chunk === 'string' ? [chunk, chunks[i + 1] as BufferEncoding] : [chunk];
  }
}
