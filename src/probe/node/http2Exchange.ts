import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Connections } from './connections';
import { BodyTaking } from './consumption/bodyTaking';
import type { Exchange } from './exchange';
import { isHandle, observeHandle } from './handleWrites';
import { type Http2Headers, observeHttp2Head } from './http2Head';
import { observeLookups } from './observe';
import { observePushes } from './overhear';
import type { Recorder } from './recorder';
import { keepHeaders } from './redaction';

/** What is used of a `ClientHttp2Session`. */
export interface Session {
  readonly connecting: boolean;
  readonly destroyed: boolean;
}

/** What is used of a `ClientHttp2Stream`. */
export interface ClientStream extends Duplex {
  /** Gone once it is destroyed. */
  readonly session?: Session;
  readonly sentHeaders?: Http2Headers;
  /** It has not been given to the connection yet. */
  readonly pending: boolean;
  readonly rstCode?: number;
}

/** For a connection that went away without a word. */
const cutShortCode = 'ECONNRESET';

/** Codes of RFC 9113, section 7, by their number. */
const errorNames = [
  'NO_ERROR',
  'PROTOCOL_ERROR',
  'INTERNAL_ERROR',
  'FLOW_CONTROL_ERROR',
  'SETTINGS_TIMEOUT',
  'STREAM_CLOSED',
  'FRAME_SIZE_ERROR',
  'REFUSED_STREAM',
  'CANCEL',
  'COMPRESSION_ERROR',
  'CONNECT_ERROR',
  'ENHANCE_YOUR_CALM',
  'INADEQUATE_SECURITY',
  'HTTP_1_1_REQUIRED',
];

/** One request of `node:http2`, observed at its stream and at the handle below it. */
export class Http2Exchange {
  readonly #recorder: Recorder;
  readonly #connections: Connections;
  readonly #stream: ClientStream;
  readonly #exchange: Exchange;
  readonly #socket: Socket | undefined;
  readonly #session: Session | undefined;
  readonly #waited: boolean;
  #gaveUp = false;

  constructor(recorder: Recorder, connections: Connections, stream: ClientStream, exchange: Exchange) {
    this.#recorder = recorder;
    this.#connections = connections;
    this.#stream = stream;
    this.#exchange = exchange;
    this.#session = stream.session;
    this.#waited = stream.session?.connecting ?? false;
    this.#socket = ownValues(stream.session).find((value): value is Socket => value instanceof Socket);
  }

  /** Tells when the request was given to its connection; for requests of which the rest is told elsewhere. */
  observeStart(): void {
    this.#whenReady(() => this.#assign());
  }

  /** Tells everything of the request and its answer. */
  observe(): void {
    this.#whenReady(() => {
      this.#assign();
      this.#observeBody();
      observeHttp2Head(this.#recorder, this.#stream, (headers) =>
        this.#exchange.head(Number(headers[':status']), keepHeaders(namesAndValues(headers))),
      );
    });
    const taking = new BodyTaking(this.#recorder, this.#exchange, this.#stream);
    const stopPushes = observePushes(this.#recorder, this.#stream, (chunk, _encoding, isHandedOn) => {
      if (chunk === null) return this.#end();
      this.#exchange.data(chunk as Uint8Array);
      if (isHandedOn) taking.look();
    });
    taking.follow();
    const stopEvents = observeLookups(this.#recorder, this.#stream, 'emit', () => {
      if (this.#stream.destroyed) this.#end();
      if (!this.#exchange.ended) return;
      stopPushes();
      stopEvents();
    });
    for (const name of ['close', 'destroy']) {
      observeLookups(this.#recorder, this.#stream, name, () => this.#mayGiveUp());
    }
  }

  /** The runtime corks the stream until it has given it to the connection; what was written flows right after. */
  #whenReady(then: () => void): void {
    const stop = observeLookups(this.#recorder, this.#stream, 'uncork', () => {
      if (this.#stream.pending) return;
      stop();
      then();
    });
  }

  #assign(): void {
    const reused = this.#waited ? false : undefined;
    if (this.#socket) this.#connections.assign(this.#exchange, this.#socket, reused);
    else this.#exchange.assigned(!this.#waited);
  }

  #observeBody(): void {
    const handle = ownValues(this.#stream).find(isHandle);
    if (!handle) return;
    observeHandle(this.#recorder, handle, {
      wrote: (chunk, encoding) => this.#exchange.requestBody(chunk, encoding),
      shut: () => this.#exchange.requestDone(),
    });
  }

  /** The program closes or destroys the stream, or the runtime does because its connection is gone. */
  #mayGiveUp(): void {
    const { closed, destroyed } = this.#stream as ClientStream & { closed: boolean };
    if (!closed && !destroyed) this.#gaveUp = !this.#isLost;
  }

  get #isLost(): boolean {
    return this.#session?.destroyed === true || this.#socket?.destroyed === true;
  }

  #end(): void {
    const { errored, destroyed } = this.#stream;
    if (this.#gaveUp ? !isOfRuntime(errored) : this.#isAbandoned) this.#exchange.end('abort', errored);
    else if (destroyed) this.#exchange.end('error', this.#cause);
    else this.#exchange.end('eof');
  }

  /** The program destroyed the whole session. */
  get #isAbandoned(): boolean {
    const { destroyed, errored, rstCode } = this.#stream;
    return destroyed && !errored && !rstCode && !this.#socket?.destroyed;
  }

  get #cause(): unknown {
    const { errored, rstCode = 0 } = this.#stream;
    const { code, cause } = (errored ?? {}) as { code?: unknown; cause?: unknown };
    const reset = { code: errorNames[rstCode] };
    if (code === 'ERR_HTTP2_STREAM_ERROR') return reset;
    // Streams that were still waiting are told what became of their session.
    const known = cause ?? errored ?? this.#socket?.errored;
    return known ?? (this.#socket?.destroyed ? { code: cutShortCode } : reset);
  }
}

/** An error that the runtime made: the program's own say that it gave up. */
function isOfRuntime(error: unknown): boolean {
  const { code, syscall } = (error ?? {}) as { code?: unknown; syscall?: unknown };
  return syscall !== undefined || (typeof code === 'string' && code.startsWith('ERR_HTTP2'));
}

/** Header names with each of their values, without those of the protocol itself. */
export function* namesAndValues(headers: Http2Headers | undefined): Iterable<[string, string]> {
  for (const [name, value] of Object.entries(headers ?? {})) {
    if (name.startsWith(':')) continue;
    for (const one of Array.isArray(value) ? value : [value]) yield [name, String(one)];
  }
}

/** What the runtime keeps on its objects under symbols. */
function ownValues(object: object | undefined): unknown[] {
  if (!object) return [];
  return Object.getOwnPropertySymbols(object).map((symbol) => (object as Record<symbol, unknown>)[symbol]);
}
