import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { createServer as createTlsServer } from 'node:tls';
import { projectRoot } from '../projectRoot';

/** What lies between a program and the simulator. */
export interface RelayOptions {
  /** It is spoken to with TLS; `relayTrust` makes a program trust it. */
  readonly tls?: boolean;
  /** How long everything takes each way, in ms, the messages that set TLS up included. Setting up TCP takes no time. */
  readonly eachWayMs?: number;
  /** Only the setting up of TLS takes `eachWayMs`. */
  readonly slowHandshakeOnly?: boolean;
  /** What the server sends is held until this many ms have gone by since the first of it, and goes out in one piece. */
  readonly holdMs?: number;
}

/** A way to a server of this machine. */
export interface Relay {
  readonly url: string;
  close(): void;
}

const certificates = join(projectRoot, 'test', 'fixtures', 'probe', 'tls');

/** Environment with which a Node program trusts relays. */
export const relayTrust = { NODE_EXTRA_CA_CERTS: join(certificates, 'cert.pem') };

/** Starts a way to a port of this machine on which bytes travel as the options say. */
export async function startRelay(port: number, options: RelayOptions): Promise<Relay> {
  const { tls = false, holdMs = 0 } = options;
  const open = new Set<Duplex>();
  const servers: Server[] = [];
  const serve = async (server: Server) => {
    servers.push(server.listen(0, '127.0.0.1'));
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  };
  const tie = (outside: Duplex, target: number, { there, back }: Carriage) => {
    const inside = connect({ port: target, host: '127.0.0.1', noDelay: true });
    for (const end of [outside, inside]) open.add(end.on('error', () => {}));
    carry(outside, inside, there);
    carry(inside, outside, back);
  };
  const atOnce = () => (act: () => void) => act();
  const front = createTlsServer(certificate(), (socket) =>
    tie(socket, port, { there: atOnce(), back: atOnce() }),
  );
  const inner = tls ? await serve(front) : port;
  const outer = createServer({ noDelay: true }, (socket) =>
    tie(socket, inner, { there: delay(options), back: holdMs > 0 ? hold(holdMs) : delay(options) }),
  );
  const outerPort = await serve(outer);
  return {
    url: tls ? `https://localhost:${outerPort}` : `http://127.0.0.1:${outerPort}`,
    close: () => {
      for (const server of servers) server.close();
      for (const end of open) end.destroy();
    },
  };
}

/** Puts off what is to be done; keeps the order. */
type Defer = (act: () => void) => void;

interface Carriage {
  readonly there: Defer;
  readonly back: Defer;
}

function delay({ eachWayMs = 0, slowHandshakeOnly = false }: RelayOptions): Defer {
  const queue: (() => void)[] = [];
  let isFirst = true;
  return (act) => {
    // What comes first each way sets TLS up.
    const ms = isFirst || !slowHandshakeOnly ? eachWayMs : 0;
    isFirst = false;
    queue.push(act);
    setTimeout(() => queue.shift()?.(), ms);
  };
}

function hold(holdMs: number): Defer {
  let queue: (() => void)[] = [];
  return (act) => {
    queue.push(act);
    if (queue.length > 1) return;
    setTimeout(() => {
      const due = queue;
      queue = [];
      for (const each of due) each();
    }, holdMs);
  };
}

/** Carries what one end says to the other, and its end. */
function carry(from: Duplex, to: Duplex, defer: Defer): void {
  from.on('data', (piece: Buffer) => defer(() => to.write(piece)));
  from.on('end', () => defer(() => to.end()));
  from.on('close', () => defer(() => to.destroy()));
}

function certificate() {
  return {
    key: readFileSync(join(certificates, 'key.pem')),
    cert: readFileSync(join(certificates, 'cert.pem')),
  };
}
