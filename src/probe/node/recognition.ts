import { recogniseWireStyle } from '../../protocol/llmPaths';
import type { RawFrame, Transport } from '../../protocol/probeRecords';
import type { FrameFinder } from './attribution/frameFinder';
import { now } from './clock';
import { Exchange } from './exchange';
import { guarded } from './observe';
import { type Recorder, rounded } from './recorder';
import { keepUrl } from './redaction';

/** Origins of other traffic that are told, so that an empty run can say what it did see. */
const maxOtherOrigins = 50;

/** A request as its transport knows it. */
export interface SeenRequest {
  readonly transport: Transport;
  readonly method: string;
  readonly url: string;
  readonly headers: () => Record<string, string>;
}

/** Tells requests that may be LLM calls from other traffic. */
export class Recognition {
  readonly #recorder: Recorder;
  readonly #frameFinder: FrameFinder;
  readonly #otherOrigins = new Set<string>();

  constructor(recorder: Recorder, frameFinder: FrameFinder) {
    this.#recorder = recorder;
    this.#frameFinder = frameFinder;
  }

  /**
   * Begins an exchange when the request may be an LLM call. Must be called while the request is being made: the
   * program's line is read off the stack.
   */
  begin(request: SeenRequest): Exchange | undefined {
    const kept = keepUrl(request.url);
    if (!kept) return undefined;
    if (!recogniseWireStyle(request.method, kept.host, kept.path)) {
      this.#noteOther(kept.origin);
      return undefined;
    }
    const frames = this.#findFrames();
    // Stamped last: what the probe did until here is not the request's time.
    return new Exchange(this.#recorder, { ...request, url: kept.url, t: now(), frames });
  }

  #findFrames(): readonly RawFrame[] {
    let frames: readonly RawFrame[] = [];
    guarded(this.#recorder, 'frames', () => {
      frames = this.#frameFinder.find();
    });
    return frames;
  }

  #noteOther(origin: string): void {
    if (this.#otherOrigins.has(origin) || this.#otherOrigins.size >= maxOtherOrigins) return;
    this.#otherOrigins.add(origin);
    this.#recorder.write({ k: 'other', t: rounded(now()), origin });
  }
}
