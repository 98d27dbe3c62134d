import { Readable } from 'node:stream';
import { observeLookups } from '../observe';
import type { Recorder } from '../recorder';

/**
 * Finds the stream that a client puts a chunk into: the first whose `push` is looked up from now on. To be called right
 * before the client gets the chunk, and the result right after: in between nothing else runs.
 * @returns the stream, or undefined when the chunk went straight to the program
 */
export function catchPush(recorder: Recorder): () => Readable | undefined {
  let caught: Readable | undefined;
  const stop = observeLookups(recorder, Readable.prototype, 'push', (stream) => {
    stop();
    caught = stream as Readable;
  });
  return () => {
    stop();
    return caught;
  };
}
