import { Duplex } from 'node:stream';
import { defineProperty, descriptorOf } from './builtins';
import type { CarriedRequests } from './carriedRequests';
import type { Connections } from './connections';
import { type ClientStream, Http2Exchange, namesAndValues, type Session } from './http2Exchange';
import { guarded, observeLookups } from './observe';
import type { Recognition, SeenRequest } from './recognition';
import type { Recorder } from './recorder';
import { keepHeaders, keepUrl, secretsOf } from './redaction';

/**
 * Observes requests of `node:http2`. The module takes 15 ms to load, so it is not touched: what it makes a request of
 * is a `Duplex`, which is corked while it is being made, and the last thing it asks before it sends the request or
 * puts it in line is whether its session is connected yet.
 */
export class Http2Requests {
  readonly #recorder: Recorder;
  readonly #recognition: Recognition;
  readonly #connections: Connections;
  readonly #carried: CarriedRequests;
  #observesSessions = false;
  /** The stream that is being made. */
  #newest: ClientStream | undefined;

  constructor(
    recorder: Recorder,
    recognition: Recognition,
    connections: Connections,
    carried: CarriedRequests,
  ) {
    this.#recorder = recorder;
    this.#recognition = recognition;
    this.#connections = connections;
    this.#carried = carried;
  }

  install(): void {
    observeLookups(this.#recorder, Duplex.prototype, 'cork', (stream) => {
      if (!isClientStream(stream)) return;
      this.#newest = stream;
      if (!this.#observesSessions) this.#findSessions(stream);
    });
  }

  /** The stream has its session once it begins to listen to itself. */
  #findSessions(stream: ClientStream): void {
    const stop = observeLookups(this.#recorder, stream, 'on', () => {
      if (!stream.session) return;
      stop();
      if (this.#observesSessions) return;
      this.#observesSessions = true;
      this.#observeSessions(stream.session);
    });
  }

  #observeSessions(session: Session): void {
    let prototype: object | null = session;
    while (prototype && !descriptorOf(prototype, 'connecting')) prototype = Object.getPrototypeOf(prototype);
    const descriptor = prototype && descriptorOf(prototype, 'connecting');
    const original = descriptor?.get;
    if (!prototype || !original) return;
    const asked = (session: Session) => this.#asked(session);
    const { get } = Object.getOwnPropertyDescriptor(
      {
        get connecting() {
          asked(this as Session);
          return original.call(this) as boolean;
        },
      },
      'connecting',
    ) as PropertyDescriptor;
    defineProperty(prototype, 'connecting', { ...descriptor, get });
  }

  #asked(session: Session): void {
    const stream = this.#newest;
    if (stream?.session !== session) return;
    this.#newest = undefined;
    guarded(this.#recorder, 'http2:request', () => this.#begin(stream));
  }

  #begin(stream: ClientStream): void {
    const sent = stream.sentHeaders;
    if (!sent || !stream.pending) return;
    const url = `${sent[':scheme']}://${sent[':authority'] ?? sent.host}${sent[':path']}`;
    const carried = this.#carried.claim(keepUrl(url)?.url);
    const exchange = carried ?? this.#recognition.begin(describe(stream, url));
    if (!exchange) return;
    const observed = new Http2Exchange(this.#recorder, this.#connections, stream, exchange);
    if (carried) observed.observeStart();
    else observed.observe();
  }
}

function describe({ sentHeaders }: ClientStream, url: string): SeenRequest {
  const headers = () => keepHeaders(namesAndValues(sentHeaders));
  const secrets = () => secretsOf(namesAndValues(sentHeaders));
  return { transport: 'http2', method: String(sentHeaders?.[':method']), url, headers, secrets };
}

function isClientStream(stream: object): stream is ClientStream {
  return Object.getPrototypeOf(stream)?.constructor?.name === 'ClientHttp2Stream';
}
