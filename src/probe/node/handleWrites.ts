import { observeOwnCalls } from './observe';
import type { Recorder } from './recorder';

/** How a stream's handle is given bytes, and text of an encoding, by the method's name. */
const writeMethods: readonly (readonly [method: string, encoding?: BufferEncoding])[] = [
  ['writeBuffer'],
  ['writeUtf8String', 'utf8'],
  ['writeLatin1String', 'latin1'],
  ['writeAsciiString', 'ascii'],
  ['writeUcs2String', 'utf16le'],
];

/** What is done with a stream's handle. */
export interface HandleSink {
  wrote(chunk: Uint8Array | string, encoding?: BufferEncoding): void;
  /** The stream ended its writing side. */
  shut(): void;
}

/**
 * Tells what a stream of the runtime gives its handle: below the stream nothing of the program is called, so that no
 * error of its has a frame of ours.
 * @returns stops observing
 */
export function observeHandle(recorder: Recorder, handle: object, sink: HandleSink): () => void {
  const stops = [
    ...writeMethods.map(([method, encoding]) =>
      observeOwnCalls(recorder, handle, method, (_handle, [, chunk]) =>
        sink.wrote(chunk as Uint8Array | string, encoding),
      ),
    ),
    observeOwnCalls(recorder, handle, 'writev', (_handle, [, chunks, allBuffers]) => {
      for (const piece of piecesOf(chunks as unknown[], allBuffers)) sink.wrote(...piece);
    }),
    observeOwnCalls(recorder, handle, 'shutdown', () => sink.shut()),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

/** Whether it is what a stream of the runtime writes to. */
export function isHandle(value: unknown): value is object {
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
