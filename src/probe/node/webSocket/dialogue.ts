import type { EndRecord } from '../../../protocol/probeRecords';
import type { Exchange } from '../exchange';
import { asLine } from './asLine';
import type { PeekedMessage } from './peekMessage';
import type { Turns } from './turns';

/** One response: what asked for it, and what belongs to it. */
interface Turn {
  readonly exchange: Exchange;
  readonly stream: string | undefined;
  /** Id of the message that asked for it. */
  readonly event: string | undefined;
  response: string | undefined;
}

/** With these a server says that what was spoken is complete; it may answer without being asked. */
const spokenTypes = new Set(['input_audio_buffer.speech_stopped', 'input_audio_buffer.committed']);

const lastTypes = new Set([
  'response.completed',
  'response.incomplete',
  'response.failed',
  'response.cancelled',
  'response.done',
]);

/**
 * Parts what goes over one connection into responses, each an exchange of its own. Both APIs of OpenAI that use
 * WebSockets, Responses and Realtime, ask with `response.create`; what is sent back names its response by a lane of the
 * program's, by an id, or not at all where only one can be under way.
 */
export class Dialogue implements Turns {
  readonly #begin: (answeredAt?: number) => Exchange;
  #waiting: Turn[] = [];
  #running: Turn[] = [];
  #spokenAt: number | undefined;

  /** @param begin begins an exchange: now, or when the server began by itself */
  constructor(begin: (answeredAt?: number) => Exchange) {
    this.#begin = begin;
  }

  sent({ type, stream, event }: PeekedMessage, payload: Uint8Array): void {
    if (type !== 'response.create') return;
    const exchange = this.#begin();
    exchange.requestBody(payload);
    exchange.requestDone();
    this.#waiting.push({ exchange, stream, event, response: undefined });
  }

  received(message: PeekedMessage, payload: Uint8Array, at: number): void {
    const { type } = message;
    if (spokenTypes.has(type)) this.#spokenAt ??= at;
    const turn = this.#turnOf(message, at);
    if (!turn) return;
    turn.exchange.data(asLine(payload), undefined, at);
    if (lastTypes.has(type) || type === 'error') this.#end(turn);
  }

  closed(how: EndRecord['how'], error?: unknown): void {
    for (const { exchange } of [...this.#running, ...this.#waiting]) exchange.end(how, error);
    this.#running = [];
    this.#waiting = [];
  }

  #turnOf(message: PeekedMessage, at: number): Turn | undefined {
    const { type, response } = message;
    if (type === 'response.created') return this.#run(message, at);
    if (type === 'error') return this.#failed(message);
    if (response !== undefined) return this.#running.find((turn) => turn.response === response);
    if (!type.startsWith('response.') && type !== 'keepalive') return undefined;
    return this.#running.findLast((turn) => turn.stream === message.stream) ?? this.#run(message, at);
  }

  /** A response begins: the one that was asked for first, or one that nobody asked for. */
  #run({ type, stream, response }: PeekedMessage, at: number): Turn | undefined {
    const index = this.#waiting.findIndex((turn) => turn.stream === stream);
    let [turn] = index < 0 ? [] : this.#waiting.splice(index, 1);
    if (!turn && type !== 'response.created') return undefined;
    turn ??= {
      exchange: this.#begin(this.#spokenAt ?? at),
      stream,
      event: undefined,
      response: undefined,
    };
    turn.response = response;
    this.#spokenAt = undefined;
    this.#running.push(turn);
    return turn;
  }

  /** An error that names a message is about that one; any other is about what is under way. */
  #failed({ stream, event, response }: PeekedMessage): Turn | undefined {
    const all = [...this.#waiting, ...this.#running];
    if (event !== undefined) return all.find((turn) => turn.event === event);
    if (response !== undefined) return all.find((turn) => turn.response === response);
    return all.find((turn) => turn.stream === stream);
  }

  #end(turn: Turn): void {
    turn.exchange.end('eof');
    this.#waiting = this.#waiting.filter((one) => one !== turn);
    this.#running = this.#running.filter((one) => one !== turn);
  }
}
