import type { RawFrame, WorkEndRecord, WorkKind } from '../../../protocol/probeRecords';
import type { LineNotes } from '../attribution/lineNotes';
import { now } from '../clock';
import { type Recorder, rounded } from '../recorder';
import { TokenBucket } from './tokenBucket';

/** Pieces of one kind: a program that does more is not slowed down, and its spool not flooded. */
const pieces = { burst: 2000, perSecond: 20 };
/** Finding a line takes up to a millisecond. */
const places = { burst: 300, perSecond: 10 };
const maxNameChars = 120;

/** Work that has ended, in the words of its record. */
export type WorkEnd = Pick<WorkEndRecord, 'how' | 'code' | 'busy' | 'cpu'>;

/** Writes down what the program does besides its LLM calls: as it happens, or once it shows in hindsight. */
export class WorkLog {
  readonly #recorder: Recorder;
  readonly #lines: LineNotes;
  readonly #pieces = new Map<WorkKind, TokenBucket>();
  readonly #places = new TokenBucket(places);
  readonly #capped = new Set<WorkKind>();

  constructor(recorder: Recorder, lines: LineNotes) {
    this.#recorder = recorder;
    this.#lines = lines;
  }

  /**
   * Work begins now. Must be called while it is being begun: the program's line is read off the stack.
   * @param name no arguments, no query, no content
   * @returns undefined when there is too much of its kind
   */
  begin(kind: WorkKind, name: string): WorkSpan | undefined {
    if (!this.#allows(kind)) return undefined;
    const span = new WorkSpan(this.#recorder, kind, name, now());
    if (this.#places.take()) this.#lines.note((frames) => span.place(frames));
    return span;
  }

  /**
   * Work that is over.
   * @param times monotonic ms
   * @param frames where it was begun, if that is known; asked only when there is room
   */
  add(
    kind: WorkKind,
    name: string,
    times: { readonly from: number; readonly to: number },
    end: WorkEnd = { how: 'done' },
    frames?: () => readonly RawFrame[],
  ): void {
    if (!this.#allows(kind)) return;
    const span = new WorkSpan(this.#recorder, kind, name, times.from);
    span.end(end, times.to);
    if (frames && this.#places.take()) span.place(frames());
  }

  #allows(kind: WorkKind): boolean {
    let bucket = this.#pieces.get(kind);
    if (!bucket) {
      bucket = new TokenBucket(pieces);
      this.#pieces.set(kind, bucket);
    }
    if (bucket.take()) return true;
    if (!this.#capped.has(kind)) {
      this.#capped.add(kind);
      this.#recorder.write({ k: 'loss', t: rounded(now()), what: 'workCap', detail: kind });
    }
    return false;
  }
}

/** One piece of work, from its beginning on. */
export class WorkSpan {
  readonly #recorder: Recorder;
  readonly #id: string;
  #ended = false;

  /** @param t monotonic ms */
  constructor(recorder: Recorder, kind: WorkKind, name: string, t: number) {
    this.#recorder = recorder;
    this.#id = recorder.nextId();
    recorder.write({ k: 'work', id: this.#id, t: rounded(t), kind, name: name.slice(0, maxNameChars) });
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** Tells the candidates for the line that began it. */
  place(frames: readonly RawFrame[]): void {
    this.#recorder.write({ k: 'frames', id: this.#id, t: rounded(now()), frames });
  }

  /** Ends it, unless it has ended. */
  end(end: WorkEnd, t = now()): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#recorder.write({ k: 'workEnd', id: this.#id, t: rounded(t), ...end });
  }
}
