import type { EndRecord, RawFrame } from '../../protocol/probeRecords';
import { byteLength } from './builtins';
import { now } from './clock';
import { BodyNotes } from './consumption/bodyNotes';
import { loopWatch } from './consumption/loopWatch';
import { type ConnectionTimes, ExchangeRecords, type ExchangeStart } from './exchangeRecords';
import type { RecordSink } from './heldRecords';

/**
 * One HTTP exchange that may be an LLM call, as it goes by. Transports tell it what they see, in any order and as
 * often as they see it; it writes each step once and nothing after the end.
 */
export class Exchange {
  readonly #records: ExchangeRecords;
  readonly #start: ExchangeStart;
  readonly #notes = new BodyNotes();
  #assigned = false;
  #bodyDone = false;
  #sent = false;
  #answered = false;
  #ended = false;

  constructor(recorder: RecordSink, start: ExchangeStart) {
    this.#start = start;
    this.#records = new ExchangeRecords(recorder, start);
    // Nothing of the answer can have come before.
    loopWatch.look(start.t);
  }

  get waitsForSocket(): boolean {
    return !this.#assigned && !this.#ended;
  }

  /** As it is written down. */
  get url(): string {
    return this.#start.url;
  }

  get awaitsAnswer(): boolean {
    return !this.#answered && !this.#ended;
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** Writes the request down, if that was not done yet. */
  announce(): void {
    this.#records.announce();
  }

  /** Tells the candidates for the line that made the request, once they are known. */
  place(frames: readonly RawFrame[]): void {
    this.#records.frames(frames);
  }

  requestBody(chunk: Uint8Array | string, encoding?: BufferEncoding): void {
    if (!this.#ended) this.#records.body('reqBody', now(), chunk, encoding);
  }

  /** The program has handed over the last byte of the request's body. */
  requestDone(): void {
    this.#bodyDone = true;
    this.#noteSent();
  }

  /** The request has a connected socket. `times` tells how it was opened, when that was seen. */
  assigned(reused: boolean, times?: ConnectionTimes, at = now()): void {
    if (!this.waitsForSocket) return;
    this.#assigned = true;
    if (times && !reused) this.#connection(times);
    this.#records.phase('assigned', at, reused);
    this.#noteSent();
  }

  head(status: number, headers: Record<string, string>): void {
    if (this.#ended) return;
    const t = now();
    this.announce();
    this.#answered = true;
    this.#notes.arrived(t);
    this.#records.head(t, status, headers);
  }

  /** @param t when it arrived, if that was not just now */
  data(chunk: Uint8Array | string, encoding?: BufferEncoding, t = now()): void {
    if (this.#ended) return;
    this.announce();
    this.#notes.arrived(t, byteLength(chunk, encoding));
    this.#records.body('data', t, chunk, encoding, this.#notes.due(t));
  }

  /** Bytes of the response's body that have arrived. */
  get received(): number {
    return this.#notes.received;
  }

  /** Whether the response is over and the program has all of it. */
  get isTaken(): boolean {
    return this.#ended && this.#notes.isAllTaken;
  }

  /** The client stops reading from the socket when so many bytes wait for the program. */
  keeps(capacity: number): void {
    this.#notes.keeps(capacity);
  }

  /** The program has taken so many bytes of the response's body, from its beginning. */
  took(bytes: number): void {
    this.#notes.took(bytes);
    if (!this.#ended) return;
    const t = now();
    const notes = this.#notes.due(t);
    if (notes) this.#records.take(t, notes);
  }

  /** @param t when it ended, if that was not just now */
  end(how: EndRecord['how'], error?: unknown, t = now()): void {
    if (this.#ended) return;
    this.announce();
    this.#notes.arrived(t);
    this.#ended = true;
    const code = how === 'eof' ? undefined : errorCode(error);
    this.#records.end(t, how, code, this.#notes.take(t, true));
  }

  /** Only what the request waited for: clients also open connections ahead of time. */
  #connection(times: ConnectionTimes): void {
    const begun = this.#start.t;
    if ((times.tlsDone ?? times.tcpDone ?? 0) >= begun) this.#records.opening(times, begun);
  }

  #noteSent(): void {
    if (this.#sent || this.#ended || !this.#assigned || !this.#bodyDone) return;
    this.#sent = true;
    const t = now();
    // No answer came while the program was busy before.
    loopWatch.look(t);
    this.#records.phase('sent', t);
  }
}

/** A code or class name that says what broke; anything that might be prose is left out. */
function errorCode(error: unknown): string | undefined {
  const { code, name } = (typeof error === 'object' && error !== null ? error : {}) as Record<
    string,
    unknown
  >;
  return [code, name].find((word): word is string => typeof word === 'string' && /^\w{1,64}$/.test(word));
}
