import { recogniseWireStyle } from '../../protocol/llmPaths';
import type { Transport } from '../../protocol/probeRecords';
import type { LineNotes } from './attribution/lineNotes';
import { now } from './clock';
import { Exchange } from './exchange';
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
  readonly #lines: LineNotes;
  readonly #otherOrigins = new Set<string>();

  constructor(recorder: Recorder, lines: LineNotes) {
    this.#recorder = recorder;
    this.#lines = lines;
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
    const exchange = new Exchange(this.#recorder, { ...request, url: kept.url, t: now() });
    this.#lines.note((frames) => exchange.place(frames));
    return exchange;
  }

  #noteOther(origin: string): void {
    if (this.#otherOrigins.has(origin) || this.#otherOrigins.size >= maxOtherOrigins) return;
    this.#otherOrigins.add(origin);
    this.#recorder.write({ k: 'other', t: rounded(now()), origin });
  }
}
