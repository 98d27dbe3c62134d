import type { BodyNotes, ProbeRecord } from '../../protocol/probeRecords';
import { soon, stringify, toBase64, toBytes } from './builtins';
import { Burst } from './burst';
import { now } from './clock';
import type { SpoolFile } from './spoolFile';

/** From here on bodies are left out and only their times and sizes are written. */
const bodyBudgetChars = 1024 ** 3;
/** Bytes of a body in one record. */
const longestPiece = 192 * 1024;
const maxInternalLosses = 20;

/** Milliseconds with three decimals: the clock's own noise is above that. */
export function rounded(t: number): number {
  return Math.round(t * 1e3) / 1e3;
}

/** Writes records; everything the probe tells goes through here. */
export class Recorder {
  #lastId = 0;
  #full = false;
  #flushesSoon = false;
  readonly #burst = new Burst();
  readonly #seenLosses = new Set<string>();
  readonly #file: SpoolFile;
  readonly #name: string;
  #watcher: ((record: ProbeRecord) => void) | undefined;

  /** @param name unique among all files of the run */
  constructor(file: SpoolFile, name: string) {
    this.#file = file;
    this.#name = name;
  }

  /** Has each record but those of bodies shown to `watcher` once it is written. */
  watch(watcher: (record: ProbeRecord) => void): void {
    this.#watcher = watcher;
  }

  /** An exchange's id, unique in the run. */
  nextId(): string {
    return `${this.#name}-${++this.#lastId}`;
  }

  write(record: ProbeRecord): void {
    this.#flush();
    this.#file.append(stringify(record));
    this.#watcher?.(record);
  }

  /**
   * One piece of a body. Pieces of an answer that came at once are written together, before anything of
   * the program runs that waits for them.
   */
  writeBody(
    kind: 'data' | 'reqBody',
    id: string,
    t: number,
    chunk: Uint8Array | string,
    encoding?: BufferEncoding,
    notes?: BodyNotes,
  ): void {
    if (this.#isFull()) {
      this.writeDropped(kind, id, t, chunk.length, notes);
    } else if (kind === 'data' && !notes && typeof chunk !== 'string' && this.#burst.hold(id, t, chunk)) {
      this.#flushSoon();
    } else {
      this.#flush();
      this.#appendBodies(kind, id, t, toBytes(chunk, encoding), notes);
      if (kind === 'data') this.#burst.follow(id, t);
    }
  }

  /** In the place of a body that is left out. */
  writeDropped(kind: 'data' | 'reqBody', id: string, t: number, bytes: number, notes?: BodyNotes): void {
    this.write({ k: kind, id, t: rounded(t), b64: '', dropped: bytes, ...notes });
  }

  /**
   * Tells of a failure inside the probe, each place once.
   * @param where a name of ours: nothing of the program may get in here
   */
  internalLoss(where: string): void {
    if (this.#seenLosses.has(where) || this.#seenLosses.size >= maxInternalLosses) return;
    this.#seenLosses.add(where);
    this.write({ k: 'loss', t: rounded(now()), what: 'internal', detail: where });
  }

  /** In records of bounded length: a prompt of many megabytes must not be in memory a third time and a fourth. */
  #appendBodies(kind: 'data' | 'reqBody', id: string, t: number, bytes: Uint8Array, notes?: BodyNotes): void {
    const { length } = bytes;
    this.#appendBody(kind, id, t, toBase64(bytes, 0, Math.min(length, longestPiece)), notes);
    for (let from = longestPiece; from < length; from += longestPiece) {
      this.#appendBody(kind, id, t, toBase64(bytes, from, Math.min(length, from + longestPiece)));
    }
  }

  /** Base64 has nothing to escape, so the line is put together by hand. */
  #appendBody(kind: 'data' | 'reqBody', id: string, t: number, b64: string, notes?: BodyNotes): void {
    const rest = notes ? `,${stringify(notes).slice(1)}` : '}';
    this.#file.append(`{"k":"${kind}","id":"${id}","t":${rounded(t)},"b64":"${b64}"${rest}`, 'latin1');
  }

  #flush(): void {
    const burst = this.#burst;
    if (burst.length === 0) return;
    const b64 = toBase64(burst.bytes);
    burst.length = 0;
    this.#appendBody('data', burst.id, burst.t, b64);
  }

  #flushSoon(): void {
    if (this.#flushesSoon) return;
    this.#flushesSoon = true;
    soon(() => {
      this.#flushesSoon = false;
      this.#flush();
    });
  }

  #isFull(): boolean {
    if (!this.#full && this.#file.size > bodyBudgetChars) {
      this.#full = true;
      this.write({ k: 'loss', t: rounded(now()), what: 'spoolFull' });
    }
    return this.#full;
  }
}
