import type { EndRecord } from '../../../protocol/probeRecords';
import { now } from '../clock';
import type { Exchange } from '../exchange';
import { asLine } from './asLine';
import type { LiveMeaning } from './peekLiveMessage';
import type { PeekedMessage } from './peekMessage';
import type { Turns } from './turns';

/**
 * Parts a session of Gemini Live into the model's turns, each an exchange of its own. Nothing in a message names the
 * turn that it belongs to: there is one at a time. What the program sends before the model has begun to answer is
 * answered together (the results of several tools come in messages of their own); what it sends while the model speaks
 * interrupts it and is answered next. A turn ends when the model calls tools as well: their results are asked with anew.
 */
export class LiveTurns implements Turns {
  readonly #begin: (answeredAt?: number) => Exchange;
  /** What the session was opened with: it belongs to what every turn asks. */
  #setup: Uint8Array | undefined;
  #waiting: Exchange | undefined;
  #running: Exchange | undefined;
  #spokenAt: number | undefined;

  /** @param begin begins an exchange: now, or when the server began by itself */
  constructor(begin: (answeredAt?: number) => Exchange) {
    this.#begin = begin;
  }

  sent({ type }: PeekedMessage, payload: Uint8Array): void {
    const meaning = type as LiveMeaning;
    if (meaning === 'setup') this.#setup = asLine(payload);
    else if (meaning === 'spoken') this.#spokenAt = now();
    else if (meaning === 'asks') this.#ask(payload);
  }

  received({ type }: PeekedMessage, payload: Uint8Array, at: number): void {
    const meaning = type as LiveMeaning;
    if (meaning === 'spoken') this.#spokenAt = at;
    if (!ofAnswers.has(meaning)) return;
    const turn = this.#turnOf(meaning, at);
    turn?.data(asLine(payload), undefined, at);
    if (turn && lasts.has(meaning)) this.#end(turn);
  }

  closed(how: EndRecord['how'], error?: unknown): void {
    for (const exchange of [this.#running, this.#waiting]) exchange?.end(how, error);
    this.#running = undefined;
    this.#waiting = undefined;
  }

  #open(answeredAt?: number): Exchange {
    const exchange = this.#begin(answeredAt);
    if (this.#setup) exchange.requestBody(this.#setup);
    return exchange;
  }

  #ask(payload: Uint8Array): void {
    this.#waiting ??= this.#open();
    this.#waiting.requestBody(asLine(payload));
    this.#waiting.requestDone();
  }

  /** An answer begins with what is part of it: to what was asked, or to what the server heard. */
  #turnOf(meaning: LiveMeaning, at: number): Exchange | undefined {
    if (this.#running || meaning === 'goesAlong') return this.#running;
    const asked = this.#waiting;
    if (!asked && meaning === 'ends') return undefined;
    this.#running = asked ?? this.#open(this.#spokenAt ?? at);
    this.#waiting = undefined;
    this.#spokenAt = undefined;
    return this.#running;
  }

  #end(turn: Exchange): void {
    turn.end('eof');
    this.#running = undefined;
  }
}

const lasts: ReadonlySet<LiveMeaning> = new Set(['answersLast', 'ends']);
const ofAnswers: ReadonlySet<LiveMeaning> = new Set(['answers', 'goesAlong', ...lasts]);
