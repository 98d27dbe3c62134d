import { PassThrough, type Readable } from 'node:stream';
import type { Exchange } from '../exchange';
import { observeLookups } from '../observe';
import type { Recorder } from '../recorder';

/** Names of the streams that undo a content encoding; asking for their classes would load zlib into every program. */
const inflaters = new Set(['Gunzip', 'Inflate', 'InflateRaw', 'Unzip', 'BrotliDecompress', 'ZstdDecompress']);

/** What of a stream's state has no public name. */
interface Internals {
  readonly _readableState?: { readonly pipes?: unknown };
  readonly _writableState?: { readonly writelen?: number };
}

type Stage = Readable &
  Internals & {
    readonly writableLength?: number;
    /** Of an inflater: bytes it has worked off. */
    readonly bytesWritten?: number;
  };

/**
 * Follows how the bytes of a response leave the stream in which the client keeps them until the program takes them. A
 * stream looks up its `emit` each time it hands something over, whether to a listener, to `read()`, to an iterator or
 * to a pipe; what is in it no more at that moment was taken. Where the client itself pipes the body on, to undo its
 * encoding or through a `PassThrough`, the last of these streams is the one that the program takes from.
 */
export class BodyTaking {
  readonly #recorder: Recorder;
  readonly #exchange: Exchange;
  readonly #body: Stage;
  #last: Stage;
  /** What the body is piped through. */
  readonly #after: Stage[] = [];
  readonly #stops: (() => void)[] = [];

  constructor(recorder: Recorder, exchange: Exchange, body: Readable) {
    this.#recorder = recorder;
    this.#exchange = exchange;
    this.#body = body;
    this.#last = body;
  }

  /** Begins to follow. */
  follow(): void {
    this.#exchange.keeps(this.#body.readableHighWaterMark);
    this.#watch(this.#body);
  }

  /** A chunk was put into the body and is in it still, or has gone on from there. */
  look(): void {
    this.#look(this.#body);
  }

  #watch(stage: Stage): void {
    if (stage !== this.#body) this.#after.push(stage);
    this.#last = stage;
    this.#stops.push(observeLookups(this.#recorder, stage, 'emit', () => this.#look(stage)));
  }

  /** Notes what was taken by now. What leaves one stage is for a moment in none, so only the last one tells. */
  #look(stage: Stage): void {
    const next = nextStage(this.#last);
    if (next) this.#watch(next);
    if (stage !== this.#last) return;
    this.#exchange.took(this.#position());
    if (this.#exchange.isTaken) for (const stop of this.#stops) stop();
  }

  /** Bytes of the body that have left the last stage; 0 when that can't be told at this moment. */
  #position(): number {
    let position = this.#exchange.received - this.#body.readableLength;
    for (const stage of this.#after) {
      // What left an inflater has another length than what went in, so it is known only while none is left in it.
      if (!isInflater(stage)) position -= unprocessed(stage) + stage.readableLength;
      else if (stage.readableLength === 0) position = stage.bytesWritten ?? 0;
      else return 0;
    }
    return position;
  }
}

/** Bytes written to a stage that it has not got to. The piece it works on has gone through as far as it could. */
function unprocessed({ writableLength = 0, _writableState }: Stage): number {
  return writableLength - (_writableState?.writelen ?? 0);
}

function nextStage(stage: Stage): Stage | undefined {
  const pipes = stage._readableState?.pipes;
  const next = Array.isArray(pipes) && pipes.length === 1 ? (pipes[0] as Stage) : undefined;
  return next && (next.constructor === PassThrough || isInflater(next)) ? next : undefined;
}

function isInflater(stage: Stage): boolean {
  return inflaters.has(stage.constructor.name);
}
