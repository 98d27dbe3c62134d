import { Socket } from 'node:net';
import { now } from './clock';
import type { ConnectionTimes, Exchange } from './exchange';
import { observeCalls, observeLookups } from './observe';
import type { Recorder } from './recorder';

interface Watch {
  readonly socket: Socket;
  readonly times: ConnectionTimes;
  /** Told when the connection is up; a request may be given a socket that still connects. */
  whenUp?: () => void;
  stop(): void;
}

/**
 * Times the opening of connections. Only those that are opened while a recognised request waits for a socket are
 * looked at, and without adding listeners: a program that lists or counts them finds its own.
 */
export class Connections {
  readonly #recorder: Recorder;
  readonly #waiting = new Set<Exchange>();
  readonly #opening = new Set<Watch>();
  readonly #watches = new WeakMap<object, Watch>();
  readonly #served = new WeakSet<object>();

  constructor(recorder: Recorder) {
    this.#recorder = recorder;
  }

  install(): void {
    observeCalls(this.#recorder, Socket.prototype, 'connect', (socket) => {
      if (this.#someoneWaits() && !this.#isWatched(socket)) this.#watch(socket);
    });
  }

  /** A recognised request will need a socket. */
  expect(exchange: Exchange): void {
    this.#someoneWaits();
    this.#waiting.add(exchange);
  }

  /** A request of any kind goes out on a socket. */
  noteServed(socket: object): void {
    this.#served.add(socket);
  }

  /** A recognised request was given a socket, which may still be connecting. */
  assign(exchange: Exchange, socket: object, knownReused = false): void {
    const reused = knownReused || this.#served.has(socket);
    this.#served.add(socket);
    const watch = this.#watches.get(socket);
    const settle = () => {
      this.#waiting.delete(exchange);
      exchange.assigned(reused, watch?.times);
    };
    if (watch && this.#opening.has(watch) && !isUp(socket as Socket)) watch.whenUp = settle;
    else settle();
  }

  /**
   * A TCP connection is being attempted, so the name is resolved by now.
   * @param handleId async id of the socket's handle
   */
  attempted(handleId: number): void {
    for (const { socket, times } of this.#opening) {
      if (hasHandle(socket, handleId)) times.dnsDone ??= now();
    }
  }

  #someoneWaits(): boolean {
    for (const exchange of this.#waiting) {
      if (!exchange.waitsForSocket) this.#waiting.delete(exchange);
    }
    return this.#waiting.size > 0;
  }

  #isWatched(socket: Socket): boolean {
    const watch = this.#watches.get(socket);
    return watch !== undefined && this.#opening.has(watch);
  }

  #watch(socket: Socket): void {
    // Where the program put an `emit` of its own in place, nothing was told: such a socket is looked at again here.
    for (const watch of this.#opening) this.#step(watch);
    const stopObserving = observeLookups(this.#recorder, socket, 'emit', () => this.#step(watch));
    const watch: Watch = {
      socket,
      times: { start: now() },
      stop: () => {
        this.#opening.delete(watch);
        stopObserving();
      },
    };
    this.#opening.add(watch);
    this.#watches.set(socket, watch);
  }

  /**
   * The socket is about to tell of something; its state says whether it got further. A failed attempt looks like a
   * connected socket once, before the socket is destroyed: only what holds at the next event is believed.
   */
  #step(watch: Watch): void {
    const { socket, times } = watch;
    if (socket.destroyed) watch.stop();
    if (socket.destroyed || socket.connecting) return;
    const confirmed = times.tcpDone !== undefined;
    times.tcpDone ??= now();
    if (secureConnecting(socket) === false) times.tlsDone ??= now();
    if (!confirmed || !isUp(socket)) return;
    watch.stop();
    watch.whenUp?.();
  }
}

/** True during a handshake, false after it, absent on plain sockets. */
function secureConnecting(socket: Socket): boolean | undefined {
  return (socket as { secureConnecting?: boolean }).secureConnecting;
}

function isUp(socket: Socket): boolean {
  return !socket.connecting && !socket.destroyed && secureConnecting(socket) !== true;
}

interface Handle {
  getAsyncId?(): number;
  /** A TLS handle's TCP handle. */
  readonly _parent?: Handle;
}

function hasHandle(socket: Socket, id: number): boolean {
  const { _handle: handle } = socket as { _handle?: Handle | null };
  return handle?.getAsyncId?.() === id || handle?._parent?.getAsyncId?.() === id;
}
