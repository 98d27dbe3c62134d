import type { EndRecord, PhaseRecord, RawFrame, Transport } from '../../protocol/probeRecords';
import { byteLength } from './builtins';
import { now } from './clock';
import { BodyNotes } from './consumption/bodyNotes';
import { loopWatch } from './consumption/loopWatch';
import type { RecordSink } from './heldRecords';
import { rounded } from './recorder';

/** Bytes of one exchange's bodies, both ways, that are written before only times and sizes are. */
const bodyBudgetBytes = 64 * 1024 ** 2;

/** What is known of an exchange when it begins. */
export interface ExchangeStart {
  readonly transport: Transport;
  readonly method: string;
  readonly url: string;
  /** As in the `req` record. */
  readonly style?: string;
  readonly t: number;
  /** How its connection was opened, where that was done for it before it began. */
  readonly opened?: ConnectionTimes;
  /** Asked when the exchange is written down first: clients add headers until the first byte is sent. */
  readonly headers: () => Record<string, string>;
}

/** Moments of opening the connection an exchange was given. */
export interface ConnectionTimes {
  readonly start: number;
  dnsDone?: number;
  tcpDone?: number;
  tlsDone?: number;
}

/**
 * One HTTP exchange that may be an LLM call, as it goes by. Transports tell it what they see, in any order and as
 * often as they see it; it writes each step once and nothing after the end.
 */
export class Exchange {
  readonly #recorder: RecordSink;
  readonly #id: string;
  readonly #start: ExchangeStart;
  #announced = false;
  #frames: readonly RawFrame[] | undefined;
  #assigned = false;
  #bodyDone = false;
  #sent = false;
  #answered = false;
  #ended = false;
  #bodyBytes = 0;
  readonly #notes = new BodyNotes();

  constructor(recorder: RecordSink, start: ExchangeStart) {
    this.#recorder = recorder;
    this.#start = start;
    this.#id = recorder.nextId();
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

  /** Writes the request down, before the first record that follows from it. */
  announce(): void {
    if (this.#announced) return;
    this.#announced = true;
    const { t, transport, method, url, style, headers } = this.#start;
    this.#recorder.write({
      k: 'req',
      id: this.#id,
      t: rounded(t),
      transport,
      method,
      url,
      ...(style && { style }),
      headers: headers(),
    });
    if (this.#frames) this.#writeFrames(this.#frames);
    if (this.#start.opened) this.#opening(this.#start.opened, 0);
  }

  /** Tells the candidates for the line that made the request, once they are known. */
  place(frames: readonly RawFrame[]): void {
    if (this.#announced) this.#writeFrames(frames);
    else this.#frames = frames;
  }

  requestBody(chunk: Uint8Array | string, encoding?: BufferEncoding): void {
    if (!this.#ended) this.#body('reqBody', chunk, encoding);
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
    this.#phase('assigned', at, reused);
    this.#noteSent();
  }

  head(status: number, headers: Record<string, string>): void {
    if (this.#ended) return;
    const t = now();
    this.announce();
    this.#answered = true;
    this.#notes.arrived(t);
    this.#recorder.write({ k: 'head', id: this.#id, t: rounded(t), status, headers });
  }

  /** @param at when it arrived, if that was not just now */
  data(chunk: Uint8Array | string, encoding?: BufferEncoding, at = now()): void {
    if (!this.#ended) this.#body('data', chunk, encoding, at);
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
    if (notes) this.#recorder.write({ k: 'take', id: this.#id, t: rounded(t), ...notes });
  }

  end(how: EndRecord['how'], error?: unknown): void {
    if (this.#ended) return;
    const t = now();
    this.announce();
    this.#notes.arrived(t);
    this.#ended = true;
    const code = how === 'eof' ? undefined : errorCode(error);
    this.#recorder.write({
      k: 'end',
      id: this.#id,
      t: rounded(t),
      how,
      ...(code && { code }),
      ...this.#notes.take(t, true),
    });
  }

  #body(kind: 'data' | 'reqBody', chunk: Uint8Array | string, encoding?: BufferEncoding, t = now()): void {
    this.announce();
    if (kind === 'data') this.#notes.arrived(t, byteLength(chunk, encoding));
    const notes = kind === 'data' ? this.#notes.due(t) : undefined;
    const withinBefore = this.#bodyBytes <= bodyBudgetBytes;
    this.#bodyBytes += chunk.length;
    if (this.#bodyBytes <= bodyBudgetBytes) {
      this.#recorder.writeBody(kind, this.#id, t, chunk, encoding, notes);
    } else {
      if (withinBefore) this.#recorder.write({ k: 'loss', t: rounded(t), id: this.#id, what: 'bodyCap' });
      this.#recorder.writeDropped(kind, this.#id, t, chunk.length, notes);
    }
  }

  /** Only what the request waited for: clients also open connections ahead of time. */
  #connection(times: ConnectionTimes): void {
    const begun = this.#start.t;
    if ((times.tlsDone ?? times.tcpDone ?? 0) >= begun) this.#opening(times, begun);
  }

  #opening({ start, ...steps }: ConnectionTimes, notBefore: number): void {
    this.#phase('connectStart', Math.max(start, notBefore));
    for (const phase of ['dnsDone', 'tcpDone', 'tlsDone'] as const) {
      const t = steps[phase];
      if (t !== undefined) this.#phase(phase, Math.max(t, notBefore));
    }
  }

  #writeFrames(frames: readonly RawFrame[]): void {
    this.#recorder.write({ k: 'frames', id: this.#id, t: rounded(now()), frames });
  }

  #noteSent(): void {
    if (this.#sent || this.#ended || !this.#assigned || !this.#bodyDone) return;
    this.#sent = true;
    const t = now();
    // No answer came while the program was busy before.
    loopWatch.look(t);
    this.#phase('sent', t);
  }

  #phase(phase: PhaseRecord['phase'], t: number, reused?: boolean): void {
    this.announce();
    this.#recorder.write({
      k: 'phase',
      id: this.#id,
      t: rounded(t),
      phase,
      ...(reused !== undefined && { reused }),
    });
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
