import type { ClientRequest, IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { EndpointTable } from '../../../protocol/endpoints';
import type { RawFrame } from '../../../protocol/probeRecords';
import { recogniseSocket } from '../../../protocol/socketPaths';
import type { LineNotes } from '../attribution/lineNotes';
import type { Connections, SocketUser } from '../connections';
import type { ConnectionTimes } from '../exchangeRecords';
import { observeCalls } from '../observe';
import { overhear, waitingChunks } from '../overhear';
import type { Recorder } from '../recorder';
import { keepHeaders, keepUrl, secretsOf } from '../redaction';
import { Conversation } from './conversation';
import { observeSocket } from './observeSocket';

/** A request that asks for a WebSocket, as its transport knows it. */
export interface SeenUpgrade {
  readonly url: string;
  /** Names and values of the request's headers. */
  readonly headers: Iterable<readonly [string, string]>;
}

/** How an upgrade was answered. */
interface Answer {
  readonly socket: Duplex;
  /** Value of `sec-websocket-extensions`. */
  readonly extensions: string;
  /** What came with the answer of the WebSocket's own bytes. */
  readonly head: readonly Uint8Array[];
}

/** Follows HTTP requests that become WebSockets, whichever client makes them. */
export class WebSockets {
  readonly #recorder: Recorder;
  readonly #lines: LineNotes;
  readonly #connections: Connections;
  readonly #endpoints: EndpointTable;

  constructor(recorder: Recorder, lines: LineNotes, connections: Connections, endpoints: EndpointTable) {
    this.#recorder = recorder;
    this.#lines = lines;
    this.#connections = connections;
    this.#endpoints = endpoints;
  }

  /** A request of `http` asks for a WebSocket. Must be called while it is being made. */
  meetHttp(request: ClientRequest, upgrade: SeenUpgrade): void {
    const open = this.#meet(upgrade);
    const state = request as ClientRequest & { upgradeOrConnect?: boolean };
    const isNext = () => state.upgradeOrConnect === true;
    overhear(this.#recorder, request, 'upgrade', isNext, ([response, socket, head]) => {
      const extensions = (response as IncomingMessage).headers['sec-websocket-extensions'] ?? '';
      open?.({ socket: socket as Duplex, extensions, head: [head as Uint8Array] });
    });
  }

  /** As `meetHttp`, for a request of undici. */
  meetUndici(request: object, upgrade: SeenUpgrade): void {
    const open = this.#meet(upgrade);
    for (const name of ['onUpgrade', 'onRequestUpgrade']) {
      observeCalls(this.#recorder, request, name, (_request, [_status, headers, socket]) => {
        const duplex = socket as Duplex;
        open?.({ socket: duplex, extensions: extensionsIn(headers), head: waitingChunks(duplex) });
      });
    }
  }

  /** How an open connection was opened, when that was seen. */
  #timesOf(socket: Duplex): ConnectionTimes | undefined {
    let times: ConnectionTimes | undefined;
    const assigned: SocketUser['assigned'] = (_reused, seen) => {
      times = seen;
    };
    this.#connections.assign({ waitsForSocket: true, assigned }, socket);
    return times;
  }

  /** @returns what is to be done once the WebSocket is open, undefined when it is of no interest */
  #meet({ url, headers }: SeenUpgrade): ((answer: Answer) => void) | undefined {
    const kept = keepUrl(url.replace(/^http/, 'ws'));
    if (!kept) return undefined;
    const recognised = recogniseSocket(kept.host, kept.path, this.#endpoints);
    if (recognised.kind === 'other') return undefined;
    let frames: readonly RawFrame[] = [];
    this.#lines.note((found) => {
      frames = found;
    });
    const pairs = [...headers];
    const facts = {
      url: kept.url,
      style: recognised.kind === 'call' ? recognised.style : undefined,
      headers: keepHeaders(pairs),
      secrets: secretsOf(pairs),
      frames: () => frames,
    };
    return ({ socket, extensions, head }) => {
      const compresses = extensions.includes('permessage-deflate');
      const opened = { ...facts, compresses, connection: this.#timesOf(socket) };
      const conversation = new Conversation(this.#recorder, this.#lines, opened, () => stop());
      const stop = observeSocket(this.#recorder, socket, conversation);
      for (const bytes of head) if (bytes.length > 0) conversation.read(bytes);
    };
  }
}

/** In a list of names and values by turns, or an object of them. */
function extensionsIn(headers: unknown): string {
  const name = 'sec-websocket-extensions';
  if (!Array.isArray(headers)) return String((headers as Record<string, unknown> | null)?.[name] ?? '');
  const index = headers.findIndex((one, at) => at % 2 === 0 && String(one).toLowerCase() === name);
  return index < 0 ? '' : String(headers[index + 1]);
}
