import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { projectRoot } from './projectRoot';

/** One recorded or made answer of a server, cut into the reads that it came in. */
export interface SampleStream {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly reads: readonly Buffer[];
  /** The text that it holds. */
  readonly text: string;
}

/** Reads a sample of `test/fixtures/streams` by its name. */
export function readSample(name: string): SampleStream {
  const folder = join(projectRoot, 'test', 'fixtures', 'streams');
  const { response, reads, expect } = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'));
  const body = readFileSync(join(folder, `${name}.bin`));
  let at = 0;
  const pieces = (reads as [number, number][]).map(([, bytes]) => {
    at += bytes;
    return body.subarray(at - bytes, at);
  });
  return { status: response.status, headers: response.headers, reads: pieces, text: expect.text };
}

export interface ReceivedRequest {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Record<string, unknown>;
}

export interface SampleServer {
  readonly url: string;
  readonly received: readonly ReceivedRequest[];
  close(): void;
}

/** What is done with a request once its body was read. */
export type Answering = (request: ReceivedRequest, response: ServerResponse) => Promise<void> | void;

/** Starts a server on the loopback interface that does with every request what it is told. */
export async function startAnsweringServer(answer: Answering): Promise<SampleServer> {
  const received: ReceivedRequest[] = [];
  const server = createServer({ keepAliveTimeout: 120_000 }, async (message, response) => {
    const body = JSON.parse((await text(message)) || '{}') as ReceivedRequest['body'];
    const request = { path: message.url ?? '', headers: message.headers, body };
    received.push(request);
    await answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = () => server.close().closeAllConnections();
  return { url: `http://127.0.0.1:${port}`, received, close };
}

/** Answers with a sample, each read in a write of its own. */
export async function play(
  { status, headers, reads }: SampleStream,
  response: ServerResponse,
): Promise<void> {
  response.writeHead(status, headers);
  for (const piece of reads) {
    response.write(piece);
    await nextTurn();
  }
  response.end();
}
