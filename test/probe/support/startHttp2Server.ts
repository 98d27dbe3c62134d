import { once } from 'node:events';
import { createSecureServer, createServer, type Http2Server, type ServerHttp2Stream } from 'node:http2';
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { answerPieces, type TestServer, testCertificate } from './startServer';
import { untilRead } from './untilRead';

/** What a request came by. */
export interface Http2Arrival {
  readonly path: string;
  readonly connection: Socket;
}

export type Http2Answer = (stream: ServerHttp2Stream, arrival: Http2Arrival) => Promise<void> | void;

/** Starts an HTTP/2 server that gives every request, its body read, the same answer. */
export async function startHttp2Server(
  answer: Http2Answer,
  options: { readonly tls?: boolean } = {},
): Promise<TestServer> {
  const server: Http2Server = options.tls ? createSecureServer(testCertificate()) : createServer();
  const connections = new Set<Socket>();
  let newest: Socket | undefined;
  server.on('connection', (socket: Socket) => {
    connections.add(socket);
    newest = socket;
  });
  server.on('sessionError', () => {});
  server.on('stream', async (stream, headers) => {
    stream.on('error', () => {});
    stream.resume();
    await once(stream, 'end');
    await answer(stream, { path: String(headers[':path']), connection: newest as Socket });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `${options.tls ? 'https' : 'http'}://localhost:${(server.address() as AddressInfo).port}`;
  const close = () => {
    server.close();
    for (const socket of connections) socket.destroy();
  };
  return { origin, url: `${origin}/v1/chat/completions`, close };
}

/** Streams `answerPieces`, which arrive one by one. */
export const streamPieces2: Http2Answer = async (stream, { connection }) => {
  stream.respond({ ':status': 200, 'content-type': 'text/event-stream' });
  for (const piece of answerPieces) {
    stream.write(piece);
    await untilRead(connection);
  }
  stream.end();
};

/** Frame types of RFC 9113, section 6. */
const frameTypes = { data: 0, headers: 1, reset: 3, settings: 4 } as const;
const endHeaders = 4;
/** `:status: 200`, which the static table of HPACK has at 8. */
const status200 = Buffer.from([0x88]);

/**
 * Starts a server that answers the first request on each connection with the head and one piece, and then resets the
 * stream: Node's own server ends a stream before it resets it.
 * @param code of the reset
 */
export async function startResettingServer(code: number): Promise<TestServer> {
  const server = createTcpServer((socket) => {
    socket.on('error', () => {});
    socket.write(frame('settings', 0, 0, Buffer.alloc(0)));
    socket.once('data', async () => {
      await sleep(50);
      socket.write(frame('headers', endHeaders, 1, status200));
      socket.write(frame('data', 0, 1, Buffer.from(answerPieces[0] as string)));
      await sleep(50);
      const reason = Buffer.alloc(4);
      reason.writeUInt32BE(code);
      socket.write(frame('reset', 0, 1, reason));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  return { origin, url: `${origin}/v1/chat/completions`, close: () => server.close() };
}

function frame(type: keyof typeof frameTypes, flags: number, stream: number, payload: Buffer): Buffer {
  const head = Buffer.alloc(9);
  head.writeUIntBE(payload.length, 0, 3);
  head.writeUInt8(frameTypes[type], 3);
  head.writeUInt8(flags, 4);
  head.writeUInt32BE(stream, 5);
  return Buffer.concat([head, payload]);
}
