import { Socket } from 'node:net';
import { now } from './clock';
import type { ConnectionTimes } from './exchange';
import { observeCalls, observeLookups } from './observe';
import type { Recorder } from './recorder';

/** Who waits for a socket: an exchange, or a WebSocket. */
export interface SocketUser {
  readonly waitsForSocket: boolean;
  /** It has a connected socket. `times` tells how that was opened, when that was seen. */
  assigned(reused: boolean, times?: ConnectionTimes): void;
}

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
  readonly #waiting = new Set<SocketUser>();
  readonly #opening = new Set<Watch>();
  readonly #watches = new WeakMap<object, Watch>();
  readonly #served = new WeakSet<object>();
  /** The connection that was begun last, for a request that opens its own and shows only then. */
  #last: { readonly socket: WeakRef<Socket>; readonly at: number } | undefined;

  constructor(recorder: Recorder) {
    this.#recorder = recorder;
  }

  install(): void {
    observeCalls(this.#recorder, Socket.prototype, 'connect', (socket) => {
      if (!this.#someoneWaits()) this.#last = { socket: new WeakRef(socket), at: now() };
      else if (!this.#isWatched(socket)) this.#watch(socket);
    });
  }

  /** A recognised request will need a socket. */
  expect(user: SocketUser): void {
    this.#someoneWaits();
    this.#waiting.add(user);
    const last = this.#last?.socket.deref();
    if (last?.connecting && !this.#isWatched(last)) this.#watch(last, this.#last?.at);
    this.#last = undefined;
  }

  /** A request of any kind goes out on a socket. */
  noteServed(socket: object): void {
    this.#served.add(socket);
  }

  /** A recognised request was given a socket, which may still be connecting. */
  assign(user: SocketUser, socket: object, knownReused = false): void {
    const reused = knownReused || this.#served.has(socket);
    this.#served.add(socket);
    const watch = this.#watches.get(socket);
    const settle = () => {
      this.#waiting.delete(user);
      user.assigned(reused, watch?.times);
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
    for (const user of this.#waiting) {
      if (!user.waitsForSocket) this.#waiting.delete(user);
    }
    return this.#waiting.size > 0;
  }

  #isWatched(socket: Socket): boolean {
    const watch = this.#watches.get(socket);
    return watch !== undefined && this.#opening.has(watch);
  }

  #watch(socket: Socket, start = now()): void {
    // Where the program put an `emit` of its own in place, nothing was told: such a socket is looked at again here.
    for (const watch of this.#opening) this.#step(watch);
    const stopObserving = observeLookups(this.#recorder, socket, 'emit', () => this.#step(watch));
    const watch: Watch = {
      socket,
      times: { start },
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
