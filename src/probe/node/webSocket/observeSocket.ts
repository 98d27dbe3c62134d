import type { Duplex } from 'node:stream';
import { observeCalls, observeLookups } from '../observe';
import { observePushes } from '../overhear';
import type { Recorder } from '../recorder';
import { bytesOf } from '../streamChunk';

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
  let isWatched = true;
  const write = (args: unknown[]) => {
    const bytes = isWatched && bytesOf(args[0], args[1]);
    if (bytes) sink.wrote(bytes);
  };
  observeCalls(recorder, socket, 'write', (_socket, args) => write(args));
  observeCalls(recorder, socket, 'end', (_socket, args) => write(args));
  observeCalls(recorder, socket, 'destroy', (_socket, [error]) => {
    if (!socket.destroyed) sink.ended(error ? 'error' : 'abort', error);
  });
  const stopPushes = observePushes(recorder, socket, (chunk, encoding) => {
    const bytes = bytesOf(chunk, encoding);
    if (bytes) sink.read(bytes);
    else if (chunk === null) sink.ended('eof');
  });
  const stopEvents = observeLookups(recorder, socket, 'emit', () => {
    if (socket.destroyed) sink.ended('error', socket.errored);
  });
  return () => {
    isWatched = false;
    stopPushes();
    stopEvents();
  };
}
