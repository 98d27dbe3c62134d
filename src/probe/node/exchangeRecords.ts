import type {
  BodyNotes,
  EndRecord,
  PhaseRecord,
  ProbeRecord,
  RawFrame,
  Transport,
} from '../../protocol/probeRecords';
import { Blanking } from './blanking';
import { toBuffer } from './builtins';
import { now } from './clock';
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
  /** What answers must not repeat; asked when `headers` is. */
  readonly secrets?: () => readonly string[];
}

/** Moments of opening the connection an exchange was given. */
export interface ConnectionTimes {
  readonly start: number;
  dnsDone?: number;
  tcpDone?: number;
  tlsDone?: number;
}

/** Writes the records of one exchange, the one that tells of it before any other. */
export class ExchangeRecords {
  readonly #sink: RecordSink;
  readonly #id: string;
  readonly #start: ExchangeStart;
  #announced = false;
  #frames: readonly RawFrame[] | undefined;
  #bodyBytes = 0;
  #blanking: Blanking | undefined;

  constructor(sink: RecordSink, start: ExchangeStart) {
    this.#sink = sink;
    this.#start = start;
    this.#id = sink.nextId();
  }

  /** Writes the request down, before the first record that follows from it. */
  announce(): void {
    if (this.#announced) return;
    this.#announced = true;
    const { t, transport, method, url, style, headers, secrets, opened } = this.#start;
    const unspeakable = secrets?.() ?? [];
    if (unspeakable.length > 0) this.#blanking = new Blanking(unspeakable);
    const told = { transport, method, url, ...(style && { style }) };
    this.#sink.write({ k: 'req', id: this.#id, t: rounded(t), ...told, headers: headers() });
    if (this.#frames) this.frames(this.#frames);
    if (opened) this.opening(opened, 0);
  }

  /** Candidates for the line that made the request. */
  frames(frames: readonly RawFrame[]): void {
    if (this.#announced) this.#sink.write({ k: 'frames', id: this.#id, t: rounded(now()), frames });
    else this.#frames = frames;
  }

  /** @param notBefore what lies before is told as of then */
  opening({ start, ...steps }: ConnectionTimes, notBefore: number): void {
    this.phase('connectStart', Math.max(start, notBefore));
    for (const phase of ['dnsDone', 'tcpDone', 'tlsDone'] as const) {
      const t = steps[phase];
      if (t !== undefined) this.phase(phase, Math.max(t, notBefore));
    }
  }

  phase(phase: PhaseRecord['phase'], t: number, reused?: boolean): void {
    const known = reused === undefined ? {} : { reused };
    this.#write({ k: 'phase', id: this.#id, t: rounded(t), phase, ...known });
  }

  head(t: number, status: number, headers: Record<string, string>): void {
    this.#write({ k: 'head', id: this.#id, t: rounded(t), status, headers });
  }

  /** A piece of a body. */
  body(
    kind: 'data' | 'reqBody',
    t: number,
    chunk: Uint8Array | string,
    encoding?: BufferEncoding,
    notes?: BodyNotes,
  ): void {
    this.announce();
    const withinBefore = this.#bodyBytes <= bodyBudgetBytes;
    this.#bodyBytes += chunk.length;
    if (this.#bodyBytes <= bodyBudgetBytes) {
      if (kind === 'data' && this.#blanking) {
        this.#sink.writeBody(
          kind,
          this.#id,
          t,
          this.#blanking.blank(toBuffer(chunk, encoding)),
          undefined,
          notes,
        );
      } else {
        this.#sink.writeBody(kind, this.#id, t, chunk, encoding, notes);
      }
    } else {
      if (withinBefore) this.#sink.write({ k: 'loss', t: rounded(t), id: this.#id, what: 'bodyCap' });
      this.#sink.writeDropped(kind, this.#id, t, chunk.length, notes);
    }
  }

  take(t: number, notes: BodyNotes): void {
    this.#write({ k: 'take', id: this.#id, t: rounded(t), ...notes });
  }

  end(t: number, how: EndRecord['how'], code: string | undefined, notes: BodyNotes | undefined): void {
    this.#write({ k: 'end', id: this.#id, t: rounded(t), how, ...(code && { code }), ...notes });
  }

  #write(record: ProbeRecord): void {
    this.announce();
    this.#sink.write(record);
  }
}
