import type { Writable } from 'node:stream';
import { isHandle, observeHandle } from './handleWrites';
import { observeOwnCalls } from './observe';
import type { Recorder } from './recorder';
import { bytesOf } from './streamChunk';

/** What a program does with the writing side of a stream. */
export interface WriteSink {
  wrote(bytes: Uint8Array): void;
  /** It writes no more. */
  shut(): void;
}

/**
 * Tells what the program writes to a stream while it does so, in order. Where that goes on to the stream's handle at
 * once it is seen there, so that what a wrong call throws has no frame of ours. What has to wait is seen in the call,
 * and so is all that is written to a stream that the program made itself.
 * @returns stops observing
 */
export function observeWrites(recorder: Recorder, stream: Writable, sink: WriteSink): () => void {
  const { _handle: handle } = stream as Writable & { readonly _handle?: unknown };
  const writes = new Writes(stream, sink, isHandle(handle));
  const stops = ['write', 'end'].map((name) =>
    observeOwnCalls(
      recorder,
      stream,
      name,
      (_stream, [chunk, encoding]) => {
        writes.seenInCall(bytesOf(chunk, encoding));
        if (name === 'end' && !isHandle(handle)) sink.shut();
      },
      () => writes.needCall(),
    ),
  );
  if (isHandle(handle)) {
    stops.push(
      observeHandle(recorder, handle, {
        wrote: (chunk, encoding) => writes.seenBelow(bytesOf(chunk, encoding)),
        shut: () => sink.shut(),
      }),
    );
  }
  return () => {
    for (const stop of stops) stop();
  };
}

class Writes {
  readonly #stream: Writable;
  readonly #sink: WriteSink;
  readonly #hasHandle: boolean;
  /** Bytes that were seen in calls and have not got to the handle. */
  #ahead = 0;
  /** The stream keeps some that were not seen, for as long as it is corked. */
  #keepsUnseen = false;

  constructor(stream: Writable, sink: WriteSink, hasHandle: boolean) {
    this.#stream = stream;
    this.#sink = sink;
    this.#hasHandle = hasHandle;
  }

  /** Whether what is written now is seen in the call alone, since it gets to the handle at another time. */
  needCall(): boolean {
    if (!this.#hasHandle) return true;
    const { writableLength, writableCorked } = this.#stream;
    if (writableLength > 0) return !this.#keepsUnseen;
    this.#keepsUnseen = writableCorked > 0;
    return false;
  }

  seenInCall(bytes: Uint8Array | undefined): void {
    if (!bytes) return;
    if (this.#hasHandle) this.#ahead += bytes.length;
    this.#sink.wrote(bytes);
  }

  seenBelow(bytes: Uint8Array | undefined): void {
    this.#keepsUnseen = false;
    const known = Math.min(this.#ahead, bytes?.length ?? 0);
    this.#ahead -= known;
    if (bytes && bytes.length > known) this.#sink.wrote(bytes.subarray(known));
  }
}
