import type { Exchange } from './exchange';

/**
 * Requests of undici, which speaks HTTP/2 by way of `node:http2`: there they would be met a second time.
 */
export class CarriedRequests {
  readonly #open = new Set<Exchange>();

  /** A request is made that may go over HTTP/2. */
  add(exchange: Exchange): void {
    for (const other of this.#open) if (other.ended) this.#open.delete(other);
    this.#open.add(exchange);
  }

  /**
   * The request that a stream carries; of several to the same place, each in turn.
   * @param url as it would be written down
   */
  claim(url: string | undefined): Exchange | undefined {
    for (const exchange of this.#open) {
      if (exchange.url !== url || !exchange.awaitsAnswer) continue;
      this.#open.delete(exchange);
      this.#open.add(exchange);
      return exchange;
    }
    return undefined;
  }
}
