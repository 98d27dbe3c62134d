import { prototypeOf } from './builtins';
import { UndiciTaking } from './consumption/undiciTaking';
import type { Exchange } from './exchange';
import { observeCalls, observeLookups } from './observe';
import type { Recorder } from './recorder';

/** What brings a chunk of the answer. */
const dataMethods = ['onData', 'onResponseData'];

/** A request of undici that is followed. */
interface Followed {
  readonly exchange: Exchange;
  readonly taking: UndiciTaking;
  /** The program gave it up. */
  aborted: boolean;
}

/**
 * Observes what no channel tells: the methods that undici calls on its requests. Versions name them differently, so
 * each is observed under the names a request has; once for each copy of undici, since a method put on each request
 * would cost more than all else that is done for it. Nothing of the program runs in these methods but the listeners of
 * a body that flows, and what those get is overheard.
 */
export class UndiciCalls {
  readonly #recorder: Recorder;
  readonly #followed = new WeakMap<object, Followed>();
  readonly #known = new WeakSet<object>();

  constructor(recorder: Recorder) {
    this.#recorder = recorder;
  }

  /** @param handler gets the answer, where that is known */
  follow(request: object, exchange: Exchange, handler: object | undefined): void {
    const taking = new UndiciTaking(this.#recorder, exchange, handler);
    this.#followed.set(request, { exchange, taking, aborted: false });
    const methods = prototypeOf(request) as object;
    if (this.#known.has(methods)) return;
    this.#known.add(methods);
    this.#observe(methods);
  }

  wasAborted(request: object): boolean {
    return this.#followed.get(request)?.aborted ?? false;
  }

  #observe(methods: object): void {
    this.#on(methods, ['onConnect', 'onRequestStart'], (followed, args) => {
      const abort = args[0] as (reason?: unknown) => unknown;
      args[0] = (reason?: unknown) => {
        followed.aborted = true;
        return abort(reason);
      };
    });
    this.#on(methods, ['onBodySent'], ({ exchange }, [chunk]) => {
      exchange.requestBody(chunk as Uint8Array | string);
    });
    const named = methods as Record<string, unknown>;
    const originals = dataMethods.filter((name) => name in named).map((name) => [name, named[name]] as const);
    this.#on(
      methods,
      dataMethods,
      ({ exchange, taking }, [chunk]) => {
        exchange.data(chunk as Uint8Array);
        taking.before();
      },
      ({ taking }) => taking.after(),
    );
    for (const [name, original] of originals) {
      observeLookups(this.#recorder, methods, name, (request) =>
        this.#needsCall(request) ? undefined : original,
      );
    }
  }

  /** Whether a request's next chunk can only be seen in the call that brings it. */
  #needsCall(request: object): boolean {
    const followed = this.#followed.get(request);
    return followed !== undefined && !followed.taking.overhears();
  }

  #on(
    methods: object,
    names: readonly string[],
    observe: (followed: Followed, args: unknown[]) => void,
    done?: (followed: Followed) => void,
  ): void {
    const before = (request: object, args: unknown[]) => {
      const followed = this.#followed.get(request);
      if (followed) observe(followed, args);
    };
    const after = (request: object) => {
      const followed = this.#followed.get(request);
      if (followed) done?.(followed);
    };
    for (const name of names) observeCalls(this.#recorder, methods, name, before, done && after);
  }
}
