import { Socket } from 'node:net';
import { now } from './clock';
import type { ConnectionTimes } from './exchangeRecords';
import { keepObserving, observeLookups } from './observe';
import type { Recorder } from './recorder';

/** So many of the connections under way are looked at again when another begins. */
const fewest = 16;

/** Who waits for a socket: an exchange, or a WebSocket. */
export interface SocketUser {
  readonly waitsForSocket: boolean;
  /** It has a connected socket. `times` tells how that was opened, when that was seen. */
  assigned(reused: boolean, times?: ConnectionTimes): void;
}

interface Watch {
  readonly socket: Socket;
  readonly times: ConnectionTimes;
  /** Called when the connection is up; requests may be given a socket that still connects. */
  readonly whenUp: (() => void)[];
  stop(): void;
}

/**
 * Times the opening of connections: of all, because some clients connect before anything tells that a model call will
 * use it. Adds no listeners: a program that lists or counts them finds its own.
 */
export class Connections {
  readonly #recorder: Recorder;
  readonly #opening = new Set<Watch>();
  readonly #watches = new WeakMap<object, Watch>();
  /** Connections whose name is being resolved, by the async id of their handle. */
  readonly #handles = new Map<number, Watch>();
  readonly #served = new WeakSet<object>();
  /** Connections whose handle is not known yet: `connect` makes it. */
  readonly #begun = new Set<Watch>();

  /** To be called when a request is made, since others may have wrapped what is observed here. */
  renew: () => void = () => {};

  constructor(recorder: Recorder) {
    this.#recorder = recorder;
  }

  install(): void {
    this.renew = keepObserving(Socket.prototype, 'connect', () =>
      observeLookups(this.#recorder, Socket.prototype, 'connect', (socket) => {
        if (socket !== Socket.prototype) this.#begin(socket as Socket);
      }),
    );
  }

  /** A socket is asked for its `connect`, which is most likely called then; programs also ask what a socket can do. */
  #begin(socket: Socket): void {
    const known = this.#watches.get(socket);
    const isOpening = known !== undefined && this.#opening.has(known);
    if (isOpening && (socket.connecting || known.times.tcpDone !== undefined)) return;
    if (known && !isOpening && isUp(socket)) return;
    known?.stop();
    this.#begun.add(this.#watch(socket, { start: now() }));
  }

  /** A request of any kind goes out on a socket. */
  noteServed(socket: object): void {
    this.#served.add(socket);
  }

  /**
   * A recognised request was given a socket, which may still be connecting.
   * @param reused whether the socket has served before, where that is known
   */
  assign(user: SocketUser, socket: object, reused = this.#served.has(socket)): void {
    this.#served.add(socket);
    const watch = this.#watchOf(socket);
    const settle = () => user.assigned(reused, watch?.times);
    if (watch && this.#opening.has(watch) && !isUp(socket as Socket)) watch.whenUp.push(settle);
    else settle();
  }

  /** A socket's own watch; a TLS socket on top of another goes on where that one was. */
  #watchOf(socket: object): Watch | undefined {
    const own = this.#watches.get(socket);
    const { _parent: parent } = socket as { _parent?: object | null };
    const below = parent ? this.#watches.get(parent) : undefined;
    if (own || !below) return own;
    return isUp(socket as Socket) ? below : this.#watch(socket as Socket, { ...below.times });
  }

  /**
   * A TCP connection is being attempted, so the name is resolved by now.
   * @param handleId async id of the socket's handle
   */
  attempted(handleId: number): void {
    this.#noteHandles();
    const watch = this.#handles.get(handleId);
    this.#handles.delete(handleId);
    if (watch) watch.times.dnsDone ??= now();
  }

  #noteHandles(): void {
    for (const watch of this.#begun) {
      const id = handleId(watch.socket);
      if (id === undefined) continue;
      this.#handles.set(id, watch);
      this.#begun.delete(watch);
    }
  }

  #watch(socket: Socket, times: ConnectionTimes): Watch {
    // Where the program put an `emit` of its own in place, nothing was told: such a socket is looked at again here.
    let left = fewest;
    for (const watch of this.#opening) {
      if (left-- === 0) break;
      this.#step(watch);
    }
    const stopObserving = observeLookups(this.#recorder, socket, 'emit', () => this.#step(watch));
    const watch: Watch = {
      socket,
      times,
      whenUp: [],
      stop: () => {
        this.#opening.delete(watch);
        this.#begun.delete(watch);
        const id = handleId(socket);
        if (id !== undefined) this.#handles.delete(id);
        stopObserving();
      },
    };
    this.#opening.add(watch);
    this.#watches.set(socket, watch);
    return watch;
  }

  /**
   * The socket is about to tell of something; its state says whether it got further. A failed attempt looks like a
   * connected socket once, before the socket is destroyed: only what holds at the next event is believed.
   */
  #step(watch: Watch): void {
    const { socket, times } = watch;
    if (socket.destroyed) watch.stop();
    // Without a handle, `connect` has only been looked at.
    if (socket.destroyed || socket.connecting || handleId(socket) === undefined) return;
    const confirmed = times.tcpDone !== undefined;
    times.tcpDone ??= now();
    if (secureConnecting(socket) === false) times.tlsDone ??= now();
    if (!confirmed || !isUp(socket)) return;
    watch.stop();
    for (const settle of watch.whenUp) settle();
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

/** Async id of the socket's TCP handle. */
function handleId(socket: Socket): number | undefined {
  const { _handle: handle } = socket as { _handle?: Handle | null };
  return (handle?._parent ?? handle)?.getAsyncId?.();
}
