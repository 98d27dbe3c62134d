import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { findReplay, type Replay } from './replays';
import { markIn, type Served } from './served';

/** Between two writes, so that a stream is read in several pieces. */
const writeEveryMs = 2;

/** A server that answers the paths of many model APIs with sample bodies, written as their files are cut. */
export interface ReplayServer {
  readonly url: string;
  readonly served: readonly Served[];
  close(): Promise<void>;
}

/** Starts it on the loopback interface. Requests that there is no sample for are answered with 404 and not counted. */
export async function startReplayServer(): Promise<ReplayServer> {
  const served: Served[] = [];
  const server = createServer((request, response) => {
    serve(request, response, served).catch(() => response.destroy());
  });
  server.keepAliveTimeout = 120_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    served,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function serve(request: IncomingMessage, response: ServerResponse, served: Served[]): Promise<void> {
  const asked = (await buffer(request)).toString();
  const path = (request.url ?? '/').split('?')[0] ?? '/';
  const replay = findReplay(path, asked);
  if (!replay) {
    response.writeHead(404).end();
    return;
  }
  const id = `replay_${served.length + 1}`;
  served.push(describe(id, path, asked, replay));
  response.writeHead(200, { ...replay.headers, 'x-request-id': id });
  response.flushHeaders();
  for (const piece of replay.pieces) {
    await sleep(writeEveryMs);
    response.write(piece);
  }
  response.end();
}

function describe(id: string, path: string, asked: string, replay: Replay): Served {
  const { style, pieces, streamed, expect } = replay;
  const digest = createHash('sha256');
  for (const piece of pieces) digest.update(piece);
  return {
    id,
    mark: markIn(asked),
    path,
    style,
    retry: false,
    streamed,
    writes: pieces.length,
    bodySha256: digest.digest('hex'),
    expect,
  };
}
