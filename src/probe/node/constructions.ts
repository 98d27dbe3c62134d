import { Agent, ClientRequest, OutgoingMessage } from 'node:http';
import { keepObserving, observeLookups } from './observe';
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
  readonly #begun: () => void;
  /** The request that is most likely being constructed. */
  #newest: (ClientRequest & { readonly agent?: object }) | undefined;

  /**
   * @param isMet whether a request is known
   * @param begun told when a request may be under construction
   */
  constructor(
    recorder: Recorder,
    isMet: (request: ClientRequest) => boolean,
    meet: (request: ClientRequest) => void,
    begun: () => void,
  ) {
    this.#recorder = recorder;
    this.#isMet = isMet;
    this.#meet = meet;
    this.#begun = begun;
  }

  install(): void {
    const renew = keepObserving(Agent.prototype, 'addRequest', () => this.#observeAgents());
    for (const name of ['getHeader', '_storeHeader']) {
      observeLookups(this.#recorder, OutgoingMessage.prototype, name, (message) => {
        if (message === this.#newest || !(message instanceof ClientRequest) || this.#isMet(message)) return;
        this.#newest = message;
        renew();
        this.#begun();
      });
    }
  }

  #observeAgents(): () => void {
    return observeLookups(this.#recorder, Agent.prototype, 'addRequest', (agent) => {
      const request = this.#newest;
      if (!request || request.agent !== agent) return;
      this.#newest = undefined;
      this.#meet(request);
    });
  }
}
