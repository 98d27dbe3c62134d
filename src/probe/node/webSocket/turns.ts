import type { EndRecord } from '../../../protocol/probeRecords';
import type { PeekedMessage } from './peekMessage';

/** Parts what goes over one connection into responses, in the way of one API. */
export interface Turns {
  /** The program sent a message. Must be called while it does. */
  sent(message: PeekedMessage, payload: Uint8Array): void;
  /** @param at when it arrived */
  received(message: PeekedMessage, payload: Uint8Array, at: number): void;
  /** The connection is over, and with it what is still open. */
  closed(how: EndRecord['how'], error?: unknown): void;
}
