import type { RawFrame, WorkEndRecord, WorkKind } from '../../../protocol/probeRecords';
import { now } from '../clock';
import { type Recorder, rounded } from '../recorder';

const maxNameChars = 120;

/** One piece of work. Nothing of it is written before it has a name, and nothing but its line after its end. */
export class WorkSpan {
  readonly #recorder: Recorder;
  readonly #kind: WorkKind;
  readonly #from: number;
  #id: string | undefined;
  #frames: readonly RawFrame[] | undefined;
  #ended = false;

  /** @param from monotonic ms */
  constructor(recorder: Recorder, kind: WorkKind, from: number) {
    this.#recorder = recorder;
    this.#kind = kind;
    this.#from = from;
  }

  /** Writes down that it began, the first time it is called. */
  announce(name: string): void {
    if (this.#id !== undefined) return;
    this.#id = this.#recorder.nextId();
    this.#recorder.write({
      k: 'work',
      id: this.#id,
      t: rounded(this.#from),
      kind: this.#kind,
      name: name.slice(0, maxNameChars),
    });
    if (this.#frames) this.place(this.#frames);
  }

  /** Tells the candidates for the line that began it. */
  place(frames: readonly RawFrame[]): void {
    if (this.#id === undefined) this.#frames = frames;
    else this.#recorder.write({ k: 'frames', id: this.#id, t: rounded(now()), frames });
  }

  /** @param t monotonic ms */
  end(end: Omit<WorkEndRecord, 'k' | 'id' | 't'>, t = now()): void {
    if (this.#ended || this.#id === undefined) return;
    this.#ended = true;
    this.#recorder.write({ k: 'workEnd', id: this.#id, t: rounded(t), ...end });
  }
}
