import { subscribe } from 'node:diagnostics_channel';
import type { CarriedRequests } from './carriedRequests';
import type { Connections } from './connections';
import type { Exchange } from './exchange';
import { guarded } from './observe';
import type { BegunRequest, Recognition } from './recognition';
import type { Recorder } from './recorder';
import { keepHeaders, secretsOf } from './redaction';
import { UndiciCalls } from './undiciCalls';
import { UndiciQueues } from './undiciQueues';
import type { WebSockets } from './webSocket/webSockets';

/** The request object of undici, built in or installed, as far as all its versions agree. */
interface UndiciRequest {
  readonly origin: string | URL;
  readonly path: string;
  readonly method: string;
  /** Text in version 5, a list of names and values since, an object for HTTP/2 in version 5. */
  readonly headers: string | readonly unknown[] | Record<string, unknown>;
  /** The protocol it asks to go over to. */
  readonly upgrade?: string | null;
}

interface RequestMessage {
  readonly request: UndiciRequest;
  readonly response?: unknown;
  readonly error?: unknown;
}

/**
 * Observes requests of `fetch` and of the undici package. Both announce each request on a diagnostics channel while it
 * is being made; from then on channels tell the rest, and where there is none, the methods undici calls on it.
 */
export class UndiciRequests {
  readonly #recorder: Recorder;
  readonly #recognition: Recognition;
  readonly #connections: Connections;
  readonly #webSockets: WebSockets;
  readonly #carried: CarriedRequests;
  readonly #queues: UndiciQueues;
  readonly #calls: UndiciCalls;
  readonly #exchanges = new WeakMap<object, Exchange>();
  /** What is known of requests that wait, are tried again or are led elsewhere, by the handler of their answer. */
  readonly #begun = new WeakMap<object, BegunRequest>();
  #followsRequests = false;

  constructor(
    recorder: Recorder,
    recognition: Recognition,
    connections: Connections,
    webSockets: WebSockets,
    carried: CarriedRequests,
  ) {
    this.#recorder = recorder;
    this.#recognition = recognition;
    this.#connections = connections;
    this.#webSockets = webSockets;
    this.#carried = carried;
    this.#queues = new UndiciQueues(recorder, (handler) => this.#begun.set(handler, recognition.keep()));
    this.#calls = new UndiciCalls(recorder);
  }

  install(): void {
    subscribe('undici:request:create', (message) =>
      guarded(this.#recorder, 'undici:create', () =>
        this.#begin((message as { request: UndiciRequest }).request),
      ),
    );
  }

  #begin(request: UndiciRequest): void {
    this.#followRequests();
    this.#connections.renew();
    if (request.upgrade?.toLowerCase() === 'websocket') {
      this.#webSockets.meetUndici(request, {
        url: urlOf(request),
        headers: requestHeaders(request.headers),
      });
      return;
    }
    // A proxy's tunnel: what goes through it is announced as well.
    if (request.method === 'CONNECT') return;
    this.#queues.meet(request);
    const exchange = this.#recognise(request);
    if (!exchange) return;
    exchange.announce();
    this.#exchanges.set(request, exchange);
    this.#carried.add(exchange);
    this.#calls.follow(request, exchange, handlerOf(request));
  }

  #recognise(request: UndiciRequest): Exchange | undefined {
    const handler = handlerOf(request);
    const begun = (handler && this.#begun.get(handler)) ?? { readLine: this.#recognition.keep().readLine };
    if (handler) this.#begun.set(handler, { readLine: begun.readLine });
    const headers = () => keepHeaders(requestHeaders(request.headers));
    const secrets = () => secretsOf(requestHeaders(request.headers));
    const { method } = request;
    const url = urlOf(request);
    return this.#recognition.begin({ transport: 'undici', method, url, headers, secrets, begun });
  }

  /** From the first request on: when undici is loaded and finds a listener here, it keeps its debug output back. */
  #followRequests(): void {
    if (this.#followsRequests) return;
    this.#followsRequests = true;
    this.#on('bodySent', (exchange) => exchange.requestDone());
    this.#on('headers', (exchange, { response }) => {
      const { statusCode, headers } = response as { statusCode: number; headers: unknown };
      if (statusCode >= 200) exchange.head(statusCode, keepHeaders(responseHeaders(headers)));
    });
    this.#on('trailers', (exchange) => exchange.end('eof'));
    this.#on('error', (exchange, { request, error }) =>
      exchange.end(this.#calls.wasAborted(request) ? 'abort' : 'error', error),
    );
    subscribe('undici:client:sendHeaders', (message) =>
      guarded(this.#recorder, 'undici:sendHeaders', () => {
        const { request, socket } = message as { request: UndiciRequest; socket?: object };
        const exchange = this.#exchanges.get(request);
        if (!socket) return exchange?.assigned(false);
        if (exchange) this.#connections.assign(exchange, socket);
        else this.#connections.noteServed(socket);
      }),
    );
  }

  /** Has `observe` called for each message on a channel that is about a request of ours. */
  #on(name: string, observe: (exchange: Exchange, message: RequestMessage) => void): void {
    subscribe(`undici:request:${name}`, (message) =>
      guarded(this.#recorder, `undici:${name}`, () => {
        const exchange = this.#exchanges.get((message as RequestMessage).request);
        if (exchange) observe(exchange, message as RequestMessage);
      }),
    );
  }
}

/** Who gets the answer; interceptors that send a request once more stay the same. */
function handlerOf(request: object): object | undefined {
  const symbol = Object.getOwnPropertySymbols(request).find(({ description }) => description === 'handler');
  return symbol && (request as Record<symbol, object>)[symbol];
}

/** A proxied request has the whole URL for a path. */
function urlOf({ origin, path }: UndiciRequest): string {
  return path.startsWith('/') ? `${String(origin).replace(/\/$/, '')}${path}` : path;
}

function* requestHeaders(headers: UndiciRequest['headers']): Iterable<[string, string]> {
  if (typeof headers === 'string') {
    for (const line of headers.split('\r\n')) {
      const colon = line.indexOf(':');
      if (colon > 0) yield [line.slice(0, colon), line.slice(colon + 1).trim()];
    }
  } else {
    yield* responseHeaders(headers);
  }
}

/** Names and values by turns, as text or bytes, or an object of them. */
function* responseHeaders(headers: unknown): Iterable<[string, string]> {
  if (Array.isArray(headers)) {
    for (let i = 0; i + 1 < headers.length; i += 2) yield [String(headers[i]), String(headers[i + 1])];
  } else if (typeof headers === 'object' && headers !== null) {
    for (const [name, value] of Object.entries(headers)) yield [name, String(value)];
  }
}
