import { ClientRequest, OutgoingMessage } from 'node:http';
import { ChunkFraming } from './chunkFraming';
import type { Exchange } from './exchange';
import { observeOwnCalls } from './observe';
import type { Recorder } from './recorder';
import { SentPieces } from './sentPieces';

/**
 * Tells what requests of `http` send. Observed at `_send`, below `write` and `end`: what those throw at once has no
 * frame of ours.
 */
export class RequestSending {
  readonly #recorder: Recorder;
  readonly #meet: (request: ClientRequest) => Exchange | null;
  readonly #sent = new WeakMap<ClientRequest, SentPieces>();
  readonly #framings = new WeakMap<ClientRequest, ChunkFraming>();

  /** @param meet the exchange of a request, null where it is not followed */
  constructor(recorder: Recorder, meet: (request: ClientRequest) => Exchange | null) {
    this.#recorder = recorder;
    this.#meet = meet;
  }

  /** @returns stops observing */
  observe(): () => void {
    return observeOwnCalls(
      this.#recorder,
      OutgoingMessage.prototype,
      '_send',
      (request, [piece, encoding]) => this.#note(request as ClientRequest, piece, encoding),
      (message) => message instanceof ClientRequest && this.#needsCall(message),
    );
  }

  /** A request has sent all that it will. */
  done(request: ClientRequest): void {
    this.#sent.get(request)?.stop();
  }

  /** A piece is about to be sent. What goes nowhere yet is seen in the call, which then runs nothing of the program. */
  #needsCall(request: ClientRequest): boolean {
    const exchange = this.#meet(request);
    if (!exchange) return false;
    exchange.announce();
    return !this.#sentBy(request).expects();
  }

  #sentBy(request: ClientRequest): SentPieces {
    const note = (piece: unknown, encoding: unknown) => this.#note(request, piece, encoding);
    const sent = this.#sent.get(request) ?? new SentPieces(this.#recorder, request, note);
    this.#sent.set(request, sent);
    return sent;
  }

  /** A piece of the request is on its way: of its head, its body, or what frames that. */
  #note(request: ClientRequest, piece: unknown, encoding: unknown): void {
    const exchange = this.#meet(request);
    if (!exchange || !isPiece(piece)) return;
    const framing = this.#framings.get(request) ?? new ChunkFraming();
    this.#framings.set(request, framing);
    if (request.chunkedEncoding && framing.frames(piece, encodingOf(encoding))) return;
    if (piece.length > 0) exchange.requestBody(piece, encodingOf(encoding));
  }
}

function isPiece(value: unknown): value is Uint8Array | string {
  return typeof value === 'string' || ArrayBuffer.isView(value);
}

function encodingOf(value: unknown): BufferEncoding | undefined {
  return typeof value === 'string' ? (value as BufferEncoding) : undefined;
}
