import type { Duplex } from 'node:stream';
import { observeLookups } from '../observe';
import { observePushes } from '../overhear';
import type { Recorder } from '../recorder';
import { bytesOf } from '../streamChunk';
import { observeWrites } from '../streamWrites';

/** What is told of the bytes of a connection. */
export interface SocketSink {
  /** Bytes arrived. */
  read(bytes: Uint8Array): void;
  /** The program hands bytes over. Told while it does. */
  wrote(bytes: Uint8Array): void;
  /** Nothing more comes. `abort`: the program broke the connection off. `error`: somebody else did. */
  ended(how: 'eof' | 'abort' | 'error', error?: unknown): void;
}

/**
 * Watches both directions of a connection. The sink may hear of its end more than once, the first time is the true one.
 * @returns stops watching
 */
export function observeSocket(recorder: Recorder, socket: Duplex, sink: SocketSink): () => void {
  const stops = [
    observeWrites(recorder, socket, { wrote: (bytes) => sink.wrote(bytes), shut: () => {} }),
    // Called once the stream knows that it is destroyed, and why.
    observeLookups(recorder, socket, '_destroy', () => {
      if (socket.destroyed) sink.ended(socket.errored ? 'error' : 'abort', socket.errored);
    }),
    observePushes(recorder, socket, (chunk, encoding) => {
      const bytes = bytesOf(chunk, encoding);
      if (bytes) sink.read(bytes);
      else if (chunk === null) sink.ended('eof');
    }),
    observeLookups(recorder, socket, 'emit', () => {
      if (socket.destroyed) sink.ended('error', socket.errored);
    }),
  ];
  return () => {
    // The last that was put around the others first.
    for (const stop of stops.reverse()) stop();
  };
}
