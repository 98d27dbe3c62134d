import type { RawFrame, WorkEndRecord, WorkKind } from '../../../protocol/probeRecords';
import type { Trail } from '../attribution/frameFinder';
import type { LineNotes } from '../attribution/lineNotes';
import { now } from '../clock';
import type { Recorder } from '../recorder';
import { rounded } from '../recorder';
import { TokenBucket } from './tokenBucket';
import { WorkSpan } from './workSpan';

/** Pieces of one kind: a program that does more is not slowed down, and its spool not flooded. */
const pieceLimits = { burst: 2000, perSecond: 20, total: 20_000 };
/** Finding a line takes up to a millisecond. */
const lineLimits = { burst: 300, perSecond: 10, total: 3000 };

/** Work that shows in hindsight. Times are monotonic ms. */
export interface PastWork extends Pick<WorkEndRecord, 'code' | 'busy' | 'cpu'> {
  readonly kind: WorkKind;
  readonly name: string;
  readonly from: number;
  readonly to: number;
  /** What leads to the line that began it. */
  readonly trail?: Trail;
}

/** What was kept of work when it began. */
export interface WorkBegin {
  /** Monotonic ms. */
  readonly from: number;
  readonly readLine: ReturnType<LineNotes['keep']>;
}

/** Writes down what the program does besides its LLM calls. */
export class WorkLog {
  readonly #recorder: Recorder;
  readonly #lines: LineNotes;
  readonly #pieces = new Map<WorkKind, TokenBucket>();
  readonly #found = new TokenBucket(lineLimits);
  readonly #capped = new Set<WorkKind>();

  constructor(recorder: Recorder, lines: LineNotes) {
    this.#recorder = recorder;
    this.#lines = lines;
  }

  /**
   * Work begins now, or began when `begun` was kept. Without that it must be called while the work is being begun: the
   * program's line is read off the stack.
   * @param name no arguments, no query, no content; may be given later, when it is not known yet
   * @returns undefined when there is too much of its kind
   */
  begin(kind: WorkKind, name?: string, begun?: WorkBegin): WorkSpan | undefined {
    if (!this.#allows(kind)) return undefined;
    const span = new WorkSpan(this.#recorder, kind, begun?.from ?? now());
    if (name !== undefined) span.announce(name);
    if (this.#found.take()) (begun?.readLine ?? this.#lines.keep())(placing(span));
    return span;
  }

  /** Work that is over. */
  add({ kind, name, from, to, trail, ...figures }: PastWork): void {
    if (!this.#allows(kind)) return;
    const span = new WorkSpan(this.#recorder, kind, from);
    span.announce(name);
    span.end({ how: 'done', ...figures }, to);
    if (trail && this.#found.take()) this.#lines.read(trail, placing(span));
  }

  #allows(kind: WorkKind): boolean {
    const bucket = this.#pieces.get(kind) ?? new TokenBucket(pieceLimits);
    this.#pieces.set(kind, bucket);
    if (bucket.take()) return true;
    if (!this.#capped.has(kind)) {
      this.#capped.add(kind);
      this.#recorder.write({ k: 'loss', t: rounded(now()), what: 'workCap', detail: kind });
    }
    return false;
  }
}

function placing(span: WorkSpan): (frames: readonly RawFrame[]) => void {
  return (frames) => span.place(frames);
}
