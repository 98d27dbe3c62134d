import { observeCalls } from './observe';
import type { Recorder } from './recorder';

/** What waits in a pool: what a dispatcher was asked for. */
interface Waiting {
  readonly opts?: object;
  readonly handler?: object;
}

interface LoadedModule {
  readonly exports: unknown;
  readonly filename: string;
}

/**
 * Notices requests that wait in an undici pool whose connections are all busy. Such a request is announced only when
 * its turn comes. The queue's class is not exported: it is found among the loaded modules of the same copy of undici.
 * In a bundle there are none, and in the copy that is built in, pools have no limit.
 */
export class UndiciQueues {
  readonly #recorder: Recorder;
  readonly #queued: (handler: object) => void;
  readonly #known = new WeakSet<object>();

  /** @param queued told when a request begins to wait, with the handler that its answer goes to */
  constructor(recorder: Recorder, queued: (handler: object) => void) {
    this.#recorder = recorder;
    this.#queued = queued;
  }

  /** A request was announced, by which a copy of undici may show for the first time. */
  meet(request: object): void {
    const requestClass = request.constructor;
    if (this.#known.has(requestClass)) return;
    this.#known.add(requestClass);
    const prototype = findQueue(requestClass)?.prototype;
    if (!prototype) return;
    // Nothing is called from within, so that no error has a frame of ours.
    observeCalls(this.#recorder, prototype, 'push', (_queue, [item]) => {
      const { opts, handler } = (item ?? {}) as Waiting;
      if (opts && handler) this.#queued(handler);
    });
  }
}

/** The `FixedQueue` of the copy of undici that a class of its requests belongs to. */
function findQueue(requestClass: unknown): { readonly prototype: object } | undefined {
  const modules = Object.values(require.cache) as LoadedModule[];
  const own = modules.find(({ exports }) => exports === requestClass);
  const folder = own && /^.*[\\/]lib[\\/]/.exec(own.filename)?.[0];
  if (!folder) return undefined;
  const queue = modules.find(
    ({ filename }) => filename.startsWith(folder) && /fixed-queue\.js$/.test(filename),
  );
  return typeof queue?.exports === 'function' ? (queue.exports as { prototype: object }) : undefined;
}
