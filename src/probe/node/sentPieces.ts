import type { ClientRequest } from 'node:http';
import type { Socket } from 'node:net';
import { toBytes } from './builtins';
import { observeLookups } from './observe';
import type { Recorder } from './recorder';

type Piece = Uint8Array | string;

interface Written {
  readonly chunk: Piece;
  readonly encoding?: BufferEncoding | 'buffer';
}

/** Sockets as their requests have them. */
type RequestSocket = Socket & {
  readonly _httpMessage?: unknown;
  readonly _writableState?: { readonly buffered?: readonly Written[] };
};

type SendingRequest = ClientRequest & { readonly _header: string | null; readonly _headerSent: boolean };

/**
 * Reads what a request sends on a socket that it has: from what that keeps for its next write, so that no frame of ours
 * is below a socket of the program's own, or below what an encoding that is none has thrown. The runtime corks the
 * socket around each write of a body; what goes out at other times is heads and ends of bodies.
 */
export class SentPieces {
  readonly #recorder: Recorder;
  readonly #request: SendingRequest;
  readonly #note: (piece: Piece, encoding: BufferEncoding | undefined) => void;
  #socket: RequestSocket | undefined;
  #stopObserving: () => void = () => {};
  /** What the socket kept before the piece that is looked for came; absent when none is. */
  #before: { readonly count: number; readonly head: string } | undefined;

  /** @param note told of each piece, in order; may throw */
  constructor(
    recorder: Recorder,
    request: ClientRequest,
    note: (piece: Piece, encoding: BufferEncoding | undefined) => void,
  ) {
    this.#recorder = recorder;
    this.#request = request as SendingRequest;
    this.#note = note;
  }

  /** Whether what the request is about to send goes to its socket at once, where this reads it. */
  expects(): boolean {
    this.#read();
    const socket = this.#request.socket as RequestSocket | null;
    if (!socket || socket._httpMessage !== this.#request || !socket.writable) return false;
    if (socket !== this.#socket) this.#follow(socket);
    if (socket.writableCorked > 0) this.#before = { count: keptBy(socket).length, head: this.#pendingHead };
    return true;
  }

  /** Nothing more is sent. */
  stop(): void {
    this.#read();
    this.#stopObserving();
  }

  #follow(socket: RequestSocket): void {
    this.#stopObserving();
    this.#socket = socket;
    this.#stopObserving = observeLookups(this.#recorder, socket, 'uncork', () => this.#read());
  }

  /** A head that was not sent goes out in one piece with text that is. */
  get #pendingHead(): string {
    return this.#request._headerSent ? '' : (this.#request._header ?? '');
  }

  #read(): void {
    const before = this.#before;
    const kept = before && this.#socket ? keptBy(this.#socket) : [];
    const last = kept.at(-1);
    this.#before = undefined;
    if (!before || !last || kept.length <= before.count) return;
    const piece = withoutHead(last.chunk, before.head);
    // A head that goes before bytes goes by itself.
    if (piece.length === 0) this.#before = { count: kept.length, head: '' };
    else this.#note(piece, last.encoding === 'buffer' ? undefined : last.encoding);
  }
}

function keptBy(socket: RequestSocket): readonly Written[] {
  return socket._writableState?.buffered ?? [];
}

function withoutHead(chunk: Piece, head: string): Piece {
  if (typeof chunk === 'string') return chunk.startsWith(head) ? chunk.slice(head.length) : chunk;
  // The characters of a head are bytes in any encoding that it can be sent with.
  const start = toBytes(head, 'latin1');
  const hasHead = head !== '' && start.every((byte, at) => chunk[at] === byte);
  return hasHead ? chunk.subarray(start.length) : chunk;
}
