import type { BodyNotes, ProbeRecord } from '../../protocol/probeRecords';
import { toBuffer } from './builtins';
import type { Recorder } from './recorder';
import type { Suspect, Verdict } from './suspect';

/** Where an exchange writes. */
export type RecordSink = Pick<Recorder, 'nextId' | 'write' | 'writeBody' | 'writeDropped'>;

/** Bytes of bodies that wait in memory until it is known what they are: of one exchange, and of all together. */
const mostHeldBytes = { each: 256 * 1024, all: 16 * 1024 ** 2 } as const;
let allHeldBytes = 0;

type BodyKind = 'data' | 'reqBody';

/**
 * Holds back the records of a request that may be a model call until its bodies say what it is. Those of a call are
 * then written as if they had never waited; those of anything else go where only its times are kept, and nothing of its
 * bodies is ever on disk.
 */
export class HeldRecords implements RecordSink {
  readonly #recorder: Recorder;
  readonly #suspect: Suspect;
  readonly #settle: (isCall: boolean) => RecordSink | undefined;
  #sink: RecordSink | undefined;
  #held: ((sink: RecordSink) => void)[] = [];
  #heldBytes = 0;
  #verdict: Verdict;

  /**
   * @param settle told once, when it is known whether the request is a call
   * @returns where the records of the request go from then on
   */
  constructor(recorder: Recorder, suspect: Suspect, settle: (isCall: boolean) => RecordSink | undefined) {
    this.#recorder = recorder;
    this.#suspect = suspect;
    this.#settle = settle;
  }

  nextId(): string {
    return this.#recorder.nextId();
  }

  write(record: ProbeRecord): void {
    this.#keep((sink) => sink.write(record));
    if (this.#verdict) return;
    if (record.k === 'head') this.#decide(this.#suspect.head(record.status, record.headers));
    if (record.k === 'end') this.#decide('other');
  }

  writeBody(
    kind: BodyKind,
    id: string,
    t: number,
    chunk: Uint8Array | string,
    encoding?: BufferEncoding,
    notes?: BodyNotes,
  ): void {
    if (!this.#verdict) {
      const bytes = toBuffer(chunk, encoding);
      this.#decide(kind === 'reqBody' ? this.#suspect.requestBody(bytes) : this.#suspect.answer(bytes));
      if (!this.#verdict) this.#keepBody(kind, id, t, bytes, notes);
    }
    this.#sink?.writeBody(kind, id, t, chunk, encoding, notes);
  }

  writeDropped(kind: BodyKind, id: string, t: number, bytes: number, notes?: BodyNotes): void {
    this.#keep((sink) => sink.writeDropped(kind, id, t, bytes, notes));
  }

  #keep(write: (sink: RecordSink) => void): void {
    if (!this.#verdict) this.#held.push(write);
    else if (this.#sink) write(this.#sink);
  }

  /** Copies: the memory is the program's. */
  #keepBody(kind: BodyKind, id: string, t: number, bytes: Buffer, notes?: BodyNotes): void {
    const { length } = bytes;
    if (this.#heldBytes + length > mostHeldBytes.each || allHeldBytes + length > mostHeldBytes.all) {
      this.writeDropped(kind, id, t, length, notes);
      return;
    }
    this.#heldBytes += length;
    allHeldBytes += length;
    const copy = Buffer.from(bytes);
    this.#held.push((sink) => sink.writeBody(kind, id, t, copy, undefined, notes));
  }

  #decide(verdict: Verdict): void {
    if (!verdict) return;
    this.#verdict = verdict;
    const held = this.#held;
    this.#held = [];
    allHeldBytes -= this.#heldBytes;
    this.#sink = this.#settle(verdict === 'call');
    if (this.#sink) for (const write of held) write(this.#sink);
  }
}
