import type { Readable } from 'node:stream';
import type { Exchange } from '../exchange';
import type { Recorder } from '../recorder';
import { BodyTaking } from './bodyTaking';
import { catchPush } from './catchPush';

/**
 * Follows when the program takes what undici has received. undici keeps chunks in a stream of its own making, which it
 * shows nobody; or in none, when the program reads the whole body at once or brought a stream to write it to.
 */
export class UndiciTaking {
  readonly #recorder: Recorder;
  readonly #exchange: Exchange;
  #caught: (() => Readable | undefined) | undefined;
  #met = false;
  #taking: BodyTaking | undefined;

  constructor(recorder: Recorder, exchange: Exchange) {
    this.#recorder = recorder;
    this.#exchange = exchange;
  }

  /** undici is about to be given a chunk. */
  before(): void {
    if (!this.#met) this.#caught = catchPush(this.#recorder);
  }

  /** undici has dealt with the chunk. */
  after(): void {
    const body = this.#caught?.();
    this.#caught = undefined;
    this.#met = true;
    if (body) this.#follow(body);
    if (this.#taking) this.#taking.look();
    else this.#exchange.took(this.#exchange.received);
  }

  #follow(body: Readable): void {
    this.#taking = new BodyTaking(this.#recorder, this.#exchange, body);
    this.#taking.follow();
  }
}
