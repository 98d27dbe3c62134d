import { Readable } from 'node:stream';
import type { Exchange } from '../exchange';
import { overhearHandover } from '../overhear';
import type { Recorder } from '../recorder';
import { BodyTaking } from './bodyTaking';
import { catchPush } from './catchPush';

/**
 * Follows when the program takes what undici has received. undici keeps chunks in a stream of its own making, which
 * only the handler of the answer knows; or in none, when the program brought a stream to write them to. Where handlers
 * are wrapped, the stream is found when it is given the first chunk.
 */
export class UndiciTaking {
  readonly #recorder: Recorder;
  readonly #exchange: Exchange;
  readonly #handler: object | undefined;
  #caught: (() => Readable | undefined) | undefined;
  #met = false;
  /** undici's own stream, which it puts chunks into as they come. */
  #body: Readable | undefined;
  #taking: BodyTaking | undefined;
  #takeBack: (() => void) | undefined;

  /** @param handler gets the answer, where that is known */
  constructor(recorder: Recorder, exchange: Exchange, handler: object | undefined) {
    this.#recorder = recorder;
    this.#exchange = exchange;
    this.#handler = handler;
  }

  /**
   * undici is about to be given a chunk. Where the program gets that at once, it is overheard.
   * @returns whether it is; `before` and `after` are not to be called then
   */
  overhears(): boolean {
    this.#takeBack?.();
    this.#takeBack =
      this.#body &&
      overhearHandover(this.#recorder, this.#body, (chunk) => {
        this.#takeBack = undefined;
        this.#exchange.data(chunk as Uint8Array);
        this.#taking?.look();
      });
    return this.#takeBack !== undefined;
  }

  /** undici is about to be given a chunk. */
  before(): void {
    if (this.#met) return;
    this.#met = true;
    this.#body = findBody(this.#handler);
    if (this.#body) this.#follow(this.#body);
    else this.#caught = catchPush(this.#recorder);
  }

  /** undici has dealt with the chunk. */
  after(): void {
    const body = this.#caught?.();
    this.#caught = undefined;
    if (body) this.#follow(body);
    if (this.#taking) this.#taking.look();
    else this.#exchange.took(this.#exchange.received);
  }

  #follow(body: Readable): void {
    this.#taking = new BodyTaking(this.#recorder, this.#exchange, body);
    this.#taking.follow();
  }
}

/**
 * The one stream that a handler has made for an answer of which nothing has come yet. The body of a request is another:
 * it has been read from.
 */
function findBody(handler: object | undefined): Readable | undefined {
  // A handler may be the program's own: none of its getters is called.
  const values = Object.values(Object.getOwnPropertyDescriptors(handler ?? {})).map(({ value }) => value);
  const fresh = values.filter(isFresh);
  return fresh.length === 1 ? fresh[0] : undefined;
}

function isFresh(value: unknown): value is Readable {
  if (!(value instanceof Readable) || 'write' in value) return false;
  return !value.readableDidRead && value.readableLength === 0 && !value.destroyed;
}
