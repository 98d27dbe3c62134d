import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { fixture } from './runProgram';
import { untilRead } from './untilRead';

type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<void> | void;

/** A server for what the LLM simulator does not do: it says exactly what a test wants said. */
export interface TestServer {
  /** `http://localhost:<port>`, or `https:`. */
  readonly origin: string;
  /** An LLM endpoint on it. */
  readonly url: string;
  close(): void;
}

/** Starts a server that gives every request, its body read, the same answer. */
export async function startServer(
  answer: Answer,
  options: { readonly tls?: boolean } = {},
): Promise<TestServer> {
  const listener: Answer = async (request, response) => {
    request.resume();
    await once(request, 'end');
    await answer(request, response);
  };
  const server = options.tls ? createSecureServer(testCertificate(), listener) : createServer(listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `${options.tls ? 'https' : 'http'}://localhost:${(server.address() as AddressInfo).port}`;
  return { origin, url: `${origin}/v1/chat/completions`, close: () => close(server) };
}

export const answerPieces = [
  'data: {"n":1}\n\n',
  'data: {"n":2}\n\n',
  'data: {"n":3}\n\n',
  'data: [DONE]\n\n',
];

/** Streams `answerPieces`, which arrive one by one. */
export const streamPieces: Answer = async (request, response) => {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  for (const piece of answerPieces) {
    response.write(piece);
    await untilRead(request.socket);
  }
  response.end();
};

/** Environment with which a program trusts the server. */
export const trustEnvironment = { NODE_EXTRA_CA_CERTS: fixture('tls', 'cert.pem') };

export function testCertificate() {
  return { key: readFileSync(fixture('tls', 'key.pem')), cert: readFileSync(fixture('tls', 'cert.pem')) };
}

function close(server: Server): void {
  server.close();
  server.closeAllConnections();
}
