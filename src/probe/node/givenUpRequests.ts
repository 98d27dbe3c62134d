import type { ClientRequest } from 'node:http';
import { soon } from './builtins';
import { now } from './clock';
import type { Exchange } from './exchange';
import { guarded, observeLookups } from './observe';
import type { Recorder } from './recorder';

/**
 * Tells of requests of `http` that the program destroys. It is seen where it asks for the method, and believed when the
 * request is destroyed soon after: no frame of ours is below the connection, which may be of the program's making.
 */
export class GivenUpRequests {
  readonly #recorder: Recorder;
  /** When the program asked for the method. */
  readonly #asked = new WeakMap<ClientRequest, number>();

  constructor(recorder: Recorder) {
    this.#recorder = recorder;
  }

  observe(request: ClientRequest, exchange: Exchange): void {
    observeLookups(this.#recorder, request, 'destroy', () => {
      if (request.destroyed || exchange.ended) return;
      this.#asked.set(request, now());
      soon(() =>
        guarded(this.#recorder, 'destroy', () => {
          this.end(request, exchange);
          // Who only asked whether there is such a method has not given the request up.
          this.#asked.delete(request);
        }),
      );
    });
  }

  /** Ends the exchange of a request that was given up; to be asked before anything else is made of its state. */
  end(request: ClientRequest, exchange: Exchange | null | undefined): void {
    const at = this.#asked.get(request);
    if (at !== undefined && request.destroyed) exchange?.end('abort', reasonOf(request), at);
  }
}

/** What a request was destroyed with. */
function reasonOf(request: ClientRequest): unknown {
  const symbol = Object.getOwnPropertySymbols(request).find(({ description }) => description === 'kError');
  return symbol && (request as unknown as Record<symbol, unknown>)[symbol];
}
