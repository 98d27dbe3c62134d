import type { EventEmitter } from 'node:events';
import type { Readable } from 'node:stream';
import { apply, defineProperty, descriptorOf } from './builtins';
import { guarded, observeLookups } from './observe';
import type { Recorder } from './recorder';

type Listener = (...args: unknown[]) => void;

/** Where an emitter keeps its listeners: one alone, or a list that is copied before it is called. */
interface Emitting {
  readonly _events?: Record<string, Listener | Listener[] | undefined>;
}

/**
 * Has `observe` called with the arguments of the next emission of an event; to be called right before it. Ours is the
 * first of the listeners until it is called: the program finds no listener of ours, and none of its own has a frame of
 * ours below it.
 * @returns takes it back
 */
export function overhearNext(
  emitter: EventEmitter,
  event: string,
  observe: (args: unknown[]) => void,
): () => void {
  const events = (emitter as Emitting)._events;
  if (!events) return () => {};
  const listeners = events[event];
  const restore = () => {
    if (events[event] !== withOurs) return;
    if (listeners) events[event] = listeners;
    else delete events[event];
  };
  const ours: Listener = (...args) => {
    restore();
    observe(args);
  };
  const withOurs = [ours, ...(typeof listeners === 'function' ? [listeners] : (listeners ?? []))];
  events[event] = withOurs;
  return restore;
}

/**
 * Has `observe` called with the arguments of one emission of an event, before the program's listeners are.
 * @param isNext asked when something is emitted: whether it will be this event
 */
export function overhear(
  recorder: Recorder,
  emitter: EventEmitter,
  event: string,
  isNext: () => boolean,
  observe: (args: unknown[]) => void,
): void {
  const stop = observeLookups(recorder, emitter, 'emit', () => {
    if (!isNext()) return;
    stop();
    overhearNext(emitter, event, (args) => guarded(recorder, event, () => observe(args)));
  });
}

/**
 * Has `observe` called with what an object's method is given next; to be called right before it. Nothing of the program
 * is called from there.
 * @returns takes it back
 */
function catchNext(object: object, name: string, observe: (chunk: unknown) => void): () => void {
  const original = (object as Record<string, (chunk: unknown) => unknown>)[name];
  const restore = () => {
    if (descriptorOf(object, name)?.value === caught) delete (object as Record<string, unknown>)[name];
  };
  const caught = (chunk: unknown) => {
    restore();
    observe(chunk);
    return apply(original as () => unknown, object, [chunk]);
  };
  defineProperty(object, name, { value: caught, writable: true, configurable: true, enumerable: false });
  return restore;
}

/**
 * Has `observe` called with each chunk that a stream's source pushes into it, at that moment, and with null at its end.
 * Where that calls the program, no frame of ours is below it.
 * @param observe also told whether the program gets the chunk right now
 * @returns stops observing
 */
export function observePushes(
  recorder: Recorder,
  stream: Readable,
  observe: (chunk: unknown, encoding?: unknown, isHandedOn?: boolean) => void,
): () => void {
  const tell = (...args: Parameters<typeof observe>) => guarded(recorder, 'push', () => observe(...args));
  let takeBack: (() => void) | undefined;
  const forget = () => {
    takeBack?.();
    takeBack = undefined;
  };
  const heard = (chunk: unknown, isHandedOn: boolean) => {
    takeBack = undefined;
    tell(chunk, undefined, isHandedOn);
  };
  const stopPushes = observeLookups(recorder, stream, 'push', (_stream, method) => {
    forget();
    const { buffer, decoder } = stateOf(stream);
    if (decoder) {
      // It gets the bytes before anybody gets the text.
      takeBack = catchNext(decoder, 'write', (chunk) => heard(chunk, handsOn(stream)));
    } else if (handsOn(stream)) {
      takeBack = overhearNext(stream, 'data', ([chunk]) => heard(chunk, true));
    } else if (buffer && 'push' in buffer) {
      takeBack = catchNext(buffer, 'push', (chunk) => heard(chunk, false));
    } else {
      return function push(this: Readable, chunk: unknown, encoding: unknown) {
        tell(chunk, encoding);
        return apply(method as () => unknown, this, [chunk, encoding]);
      };
    }
    return method;
  });
  // The end is pushed as well, and then there is nothing to hear.
  const stopEvents = observeLookups(recorder, stream, 'emit', () => {
    if (!takeBack || !stateOf(stream).ended) return;
    forget();
    tell(null);
  });
  return () => {
    forget();
    stopPushes();
    stopEvents();
  };
}

/**
 * Has `observe` called with the chunk that a stream is given next, where the program gets that right then; to be called
 * right before.
 * @returns takes it back; undefined where the program does not get it at once, and nothing is observed
 */
export function overhearHandover(
  recorder: Recorder,
  stream: Readable,
  observe: (chunk: unknown) => void,
): (() => void) | undefined {
  if (!handsOn(stream)) return undefined;
  const heard = (chunk: unknown) => guarded(recorder, 'handover', () => observe(chunk));
  const { decoder } = stateOf(stream);
  if (decoder) return catchNext(decoder, 'write', heard);
  return overhearNext(stream, 'data', ([chunk]) => heard(chunk));
}

/** Chunks that a stream has taken in and not given out yet, oldest first. */
export function waitingChunks(stream: Readable): Uint8Array[] {
  const { buffer, bufferIndex = 0 } = stateOf(stream);
  if (Array.isArray(buffer)) return buffer.slice(bufferIndex);
  const chunks: Uint8Array[] = [];
  for (let entry = buffer?.head; entry; entry = entry.next) chunks.push(entry.data);
  return chunks;
}

interface ReadableState {
  readonly flowing: boolean | null;
  readonly length: number;
  readonly sync: boolean;
  readonly ended: boolean;
  /** Turns bytes into text, once the program asked for it. */
  readonly decoder?: object | null;
  /** A list since Node 22, with what is before `bufferIndex` given out; linked entries before. */
  readonly buffer?: Uint8Array[] | { readonly head: Entry | null };
  readonly bufferIndex?: number;
}

interface Entry {
  readonly data: Uint8Array;
  readonly next: Entry | null;
}

function stateOf(stream: Readable): ReadableState {
  return (stream as Readable & { readonly _readableState: ReadableState })._readableState;
}

/** Whether what is pushed now is emitted at once, as it is. */
function handsOn(stream: Readable): boolean {
  const { flowing, length, sync } = stateOf(stream);
  const emitsAtOnce = flowing === true && length === 0 && !sync;
  return emitsAtOnce && (stream as Emitting)._events?.data !== undefined;
}
