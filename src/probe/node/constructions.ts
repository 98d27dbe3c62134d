import { Agent, ClientRequest, OutgoingMessage } from 'node:http';
import { observeLookups } from './observe';
import type { Recorder } from './recorder';

/**
 * Meets requests of `http` while they are constructed. The constructor asks the request for a header, or has it store
 * all of them, right before it asks for its agent's `addRequest`: so no frame of ours is below an agent, whose
 * connections the program may make and which throws what is wrong with them.
 */
export class Constructions {
  readonly #recorder: Recorder;
  readonly #isMet: (request: ClientRequest) => boolean;
  readonly #meet: (request: ClientRequest) => void;
  /** The request that is most likely being constructed. */
  #newest: (ClientRequest & { readonly agent?: object }) | undefined;

  constructor(
    recorder: Recorder,
    isMet: (request: ClientRequest) => boolean,
    meet: (request: ClientRequest) => void,
  ) {
    this.#recorder = recorder;
    this.#isMet = isMet;
    this.#meet = meet;
  }

  install(): void {
    for (const name of ['getHeader', '_storeHeader']) {
      observeLookups(this.#recorder, OutgoingMessage.prototype, name, (message) => {
        if (message instanceof ClientRequest && !this.#isMet(message)) this.#newest = message;
      });
    }
    observeLookups(this.#recorder, Agent.prototype as object, 'addRequest', (agent) => {
      const request = this.#newest;
      if (!request || request.agent !== agent) return;
      this.#newest = undefined;
      this.#meet(request);
    });
  }
}
