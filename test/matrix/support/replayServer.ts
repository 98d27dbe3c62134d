import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createHttp2Server, type Http2Server } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { findReplay, type Replay } from './replays';
import { markIn, type Served } from './served';

/** Between two writes, so that a stream is read in several pieces. */
const writeEveryMs = 2;

/** A server that answers the paths of many model APIs with sample bodies, written as their files are cut. */
export interface ReplayServer {
  /** Speaks HTTP/1.1. */
  readonly url: string;
  /** Speaks HTTP/2 without negotiating it. */
  readonly http2Url: string;
  readonly served: readonly Served[];
  close(): void;
}

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

/** Starts it on the loopback interface. Requests that there is no sample for are answered with 404 and not counted. */
export async function startReplayServer(): Promise<ReplayServer> {
  const served: Served[] = [];
  const listener: Listener = (request, response) => {
    serve(request, response, served).catch(() => response.destroy());
  };
  const older = createServer({ keepAliveTimeout: 120_000 }, listener);
  // The two kinds of request and response are alike as far as we use them.
  const newer = createHttp2Server(listener as unknown as Parameters<typeof createHttp2Server>[0]);
  const url = await listen(older);
  const http2Url = await listen(newer);
  const close = () => {
    older.close().closeAllConnections();
    newer.close();
  };
  return { url, http2Url, served, close };
}

async function listen(server: Server | Http2Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
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
  response.writeHead(replay.status, { ...replay.headers, 'x-request-id': id });
  response.flushHeaders();
  for (const piece of replay.pieces) {
    await sleep(writeEveryMs);
    // It is on its way before the next, or the end, or the cut, which would drop what is not.
    await new Promise((written) => response.write(piece, written));
  }
  if (replay.isCut) response.destroy();
  else response.end();
}

function describe(id: string, path: string, asked: string, replay: Replay): Served {
  const { style, pieces, streamed, isCut, expect, content, sample } = replay;
  const digest = createHash('sha256');
  const sha256After = pieces.map((piece) => digest.update(piece).copy().digest('hex'));
  return {
    id,
    mark: markIn(asked),
    path,
    style,
    retry: false,
    streamed,
    writes: pieces.length,
    bodySha256: isCut ? undefined : digest.digest('hex'),
    sha256After,
    expect,
    content,
    sample,
  };
}
