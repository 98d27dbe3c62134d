/**
 * The other side of `bench:probe`, a process of its own: answers chat completions with chunks as cheaply as it can, so
 * that it is never what is measured. Prints its URL; ends with its standard input.
 */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const now = () => Number(process.hrtime.bigint()) / 1e6;

/** Answers of so many chunks, so far apart: `/<chunks>/<milliseconds>/v1/chat/completions`. */
const server = createServer((request, response) => {
  const [, chunks = '1', intervalMs = '0'] = (request.url ?? '').split('/');
  const received = now();
  request.resume().once('end', () => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    stream(response, Number(chunks), Number(intervalMs), received);
  });
});

function stream(response: ServerResponse, chunks: number, intervalMs: number, received: number): void {
  let sent = 0;
  const next = () => {
    if (response.destroyed) return;
    if (sent === chunks) {
      response.end('data: [DONE]\n\n');
      return;
    }
    response.write(sent === 0 ? firstChunk(received) : laterChunk);
    sent++;
    if (intervalMs === 0) setImmediate(next);
    else setTimeout(next, begun + sent * intervalMs - now());
  };
  const begun = now();
  if (intervalMs === 0) next();
  // Streams that begin together don't speak together: real answers are not in step.
  else setTimeout(next, Math.random() * intervalMs);
}

function chunk(content: string, more: object): string {
  const choices = [{ index: 0, delta: { content }, logprobs: null, finish_reason: null }];
  const about = { id: 'chatcmpl-BzGqkcvXvI1xW8rAn2tY5pLm0sQ', object: 'chat.completion.chunk', created: 1 };
  const model = { model: 'bench-2026-01-01', service_tier: 'default', system_fingerprint: 'fp_50cad350e4' };
  return `data: ${JSON.stringify({ ...about, ...model, choices, usage: null, ...more })}\n\n`;
}

const laterChunk = chunk(' word', {});

/** The first chunk says when the request came and when the answer left, on the machine's monotonic clock. */
function firstChunk(received: number): string {
  return chunk(' word', { stamps: { received, written: now() } });
}

// Thousands may come at once, and a busy client may take its time.
server.requestTimeout = 0;
server.headersTimeout = 0;
server.keepAliveTimeout = 0;
server.listen({ port: 0, host: '127.0.0.1', backlog: 16_384 }, () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
process.stdin.resume().once('end', () => process.exit());
