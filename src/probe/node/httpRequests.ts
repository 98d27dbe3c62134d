import { subscribe } from 'node:diagnostics_channel';
import { ClientRequest, type IncomingMessage, OutgoingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Connections } from './connections';
import { Constructions } from './constructions';
import { BodyTaking } from './consumption/bodyTaking';
import type { Exchange } from './exchange';
import { GivenUpRequests } from './givenUpRequests';
import { guarded, keepObserving, observeLookups, observeOwnCalls } from './observe';
import { observePushes } from './overhear';
import type { Recognition } from './recognition';
import type { Recorder } from './recorder';
import { keepHeaders, secretsOf } from './redaction';
import { RequestSending } from './requestSending';
import type { WebSockets } from './webSocket/webSockets';

/** What a response that its server cut short carries as its error. */
const cutShortCode = 'ECONNRESET';

/**
 * Observes requests of `http` and `https`. A request is met where it first shows: when its agent takes it (within the
 * constructor), or at its first write when a foreign agent or no agent is used.
 */
export class HttpRequests {
  readonly #recorder: Recorder;
  readonly #recognition: Recognition;
  readonly #connections: Connections;
  readonly #webSockets: WebSockets;
  readonly #met = new WeakMap<ClientRequest, Exchange | null>();
  readonly #sending: RequestSending;
  readonly #givenUp: GivenUpRequests;
  readonly #constructions: Constructions;
  /** Begins again to observe what others have wrapped. */
  #renew: () => void = () => {};

  constructor(
    recorder: Recorder,
    recognition: Recognition,
    connections: Connections,
    webSockets: WebSockets,
  ) {
    this.#recorder = recorder;
    this.#recognition = recognition;
    this.#connections = connections;
    this.#webSockets = webSockets;
    this.#sending = new RequestSending(recorder, (request) => this.#meet(request));
    this.#givenUp = new GivenUpRequests(recorder);
    this.#constructions = new Constructions(
      recorder,
      (request) => this.#met.has(request),
      (request) => this.#meet(request),
      () => this.#renew(),
    );
  }

  install(): void {
    this.#constructions.install();
    const renewals = [
      keepObserving(ClientRequest.prototype, 'onSocket', () => this.#observeSockets()),
      keepObserving(OutgoingMessage.prototype, '_send', () => this.#sending.observe()),
    ];
    this.#renew = () => {
      this.#connections.renew();
      for (const renew of renewals) renew();
    };
    subscribe('http.client.request.start', (message) =>
      guarded(this.#recorder, 'http:start', () => {
        const { request } = message as { request: ClientRequest };
        this.#sending.done(request);
        this.#met.get(request)?.requestDone();
      }),
    );
    subscribe('http.client.response.finish', (message) =>
      guarded(this.#recorder, 'http:response', () => {
        const { request, response } = message as { request: ClientRequest; response: IncomingMessage };
        const exchange = this.#met.get(request);
        if (exchange) this.#observeResponse(exchange, response);
      }),
    );
    subscribe('http.client.request.error', (message) =>
      guarded(this.#recorder, 'http:error', () => {
        const { request, error } = message as { request: ClientRequest; error: unknown };
        this.#givenUp.end(request, this.#met.get(request));
        this.#met.get(request)?.end('error', error);
      }),
    );
  }

  /** Only orders a tick, so that no error has a frame of ours. */
  #observeSockets(): () => void {
    return observeOwnCalls(
      this.#recorder,
      ClientRequest.prototype,
      'onSocket',
      (request, [socket]) => this.#assign(request, socket),
      (request) => this.#meet(request) !== null,
    );
  }

  #assign(request: ClientRequest, socket: unknown): void {
    const exchange = this.#meet(request);
    if (exchange && socket)
      this.#connections.assign(exchange, socket as Socket, request.reusedSocket || undefined);
  }

  #meet(request: ClientRequest): Exchange | null {
    const known = this.#met.get(request);
    if (known !== undefined) return known;
    const exchange = this.#begin(request);
    this.#met.set(request, exchange);
    if (exchange) this.#observeRequest(request, exchange);
    return exchange;
  }

  #begin(request: ClientRequest): Exchange | null {
    // Mocks end requests that were never constructed as such.
    if (typeof request.path !== 'string') return null;
    // A proxied request has the whole URL for a path.
    const url = request.path.startsWith('/') ? originOf(request) + request.path : request.path;
    const headers = () => keepHeaders(headersOf(request));
    if (asksForWebSocket(request)) {
      this.#webSockets.meetHttp(request, { url, headers: headersOf(request) });
      return null;
    }
    const secrets = () => secretsOf(headersOf(request));
    const { method } = request;
    return this.#recognition.begin({ transport: 'http', method, url, headers, secrets }) ?? null;
  }

  #observeRequest(request: ClientRequest, exchange: Exchange): void {
    const state = request as ClientRequest & { _closed?: boolean; res?: IncomingMessage };
    const stop = observeLookups(this.#recorder, request, 'emit', () => {
      this.#givenUp.end(request, exchange);
      if (state._closed) noteClosed(exchange, state.res, request.socket);
      if (exchange.ended) stop();
    });
    this.#givenUp.observe(request, exchange);
  }

  #observeResponse(exchange: Exchange, response: IncomingMessage): void {
    exchange.head(response.statusCode ?? 0, keepHeaders(pairs(response.rawHeaders)));
    const taking = new BodyTaking(this.#recorder, exchange, response);
    observePushes(this.#recorder, response, (chunk, encoding, isHandedOn) => {
      if (chunk === null) return;
      exchange.data(chunk as Uint8Array | string, encoding as BufferEncoding | undefined);
      if (isHandedOn) taking.look();
    });
    taking.follow();
    // A message that is complete is given its end next. Not by its events: clients put an `emit` of their own in place.
    observeLookups(this.#recorder, response, 'push', () => {
      if (response.complete) exchange.end('eof');
    });
    observeLookups(this.#recorder, response, '_destroy', () => noteClosed(exchange, response));
  }
}

/** An exchange that is over before its response was: the program destroyed the response, or the connection broke. */
function noteClosed(exchange: Exchange, response: IncomingMessage | undefined, socket?: Socket | null): void {
  const error = response?.errored as { code?: unknown } | null | undefined;
  const cutShort = !response?.destroyed || error?.code === cutShortCode;
  exchange.end(cutShort ? 'error' : 'abort', error ?? socket?.errored);
}

function headersOf(request: ClientRequest): [string, string][] {
  return Object.entries(request.getHeaders()).map(([name, value]) => [name, String(value)]);
}

function asksForWebSocket(request: ClientRequest): boolean {
  return String(request.getHeader('upgrade') ?? '').toLowerCase() === 'websocket';
}

function originOf(request: ClientRequest): string {
  const host = request.getHeader('host') ?? request.host;
  return `${request.protocol}//${String(host)}`;
}

function* pairs(raw: readonly string[]): Iterable<[string, string]> {
  for (let i = 0; i + 1 < raw.length; i += 2) yield [raw[i] as string, raw[i + 1] as string];
}
