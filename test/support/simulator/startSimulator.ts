import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type AnsweringOptions, answerRequest } from './answerRequest';
import type { AnswerTool, Respond } from './behaviour';
import { monotonicNow } from './clock';
import { PromptCache } from './promptCache';
import { ResponseWriter } from './responseWriter';
import { type LoggedRequest, SimulatorLog } from './simulatorLog';
import { serveWebSockets } from './webSocket/socketEndpoint';
import { anthropicMessages } from './wire/anthropicMessages';
import { geminiGenerate } from './wire/geminiGenerate';
import { ollamaChat } from './wire/ollamaChat';
import { openaiChat } from './wire/openaiChat';
import { openaiResponses } from './wire/openaiResponses';
import type { WireStyle } from './wire/wireStyle';

export interface SimulatorOptions {
  /** 0, the default, takes any free port. */
  readonly port?: number;
  /** Of the jitter. Default 1. */
  readonly seed?: number;
  readonly respond: Respond;
  /** Answers `/tools/...`; without it they are 404. */
  readonly answerTool?: AnswerTool;
  /** WebSockets compress their messages, of any length. Default: they don't. */
  readonly compressMessages?: boolean;
}

export interface Simulator {
  readonly port: number;
  /** `http://127.0.0.1:<port>`; also the base URL of the SDKs of Anthropic and Gemini. */
  readonly url: string;
  /** The base URL of the OpenAI SDK. */
  readonly openaiUrl: string;
  readonly log: SimulatorLog;
  /** Forgets the log and the prompt cache; `POST /__simulator/reset` does the same. */
  reset(): void;
  /** Breaks off what is open and frees the port. */
  close(): Promise<void>;
}

const styles: readonly WireStyle[] = [
  openaiChat,
  openaiResponses,
  anthropicMessages,
  geminiGenerate,
  ollamaChat,
];

/** Starts an LLM server on the loopback interface that answers by script. */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const routes = new Routes(options);
  const server = createServer((request, response) => {
    routes.serve(request, response).catch((error: unknown) => {
      process.stderr.write(`simulator: ${error instanceof Error ? error.stack : error}\n`);
      response.destroy();
    });
  });
  const closeSockets = serveWebSockets(server, {
    log: routes.log,
    answering: () => routes.answering,
    compress: options.compressMessages,
  });
  // A connection that the server closes between two requests would show up as a retry in the program under test.
  server.keepAliveTimeout = 120_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  return {
    port,
    url,
    openaiUrl: `${url}/v1`,
    log: routes.log,
    reset: () => routes.reset(),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        closeSockets();
        server.closeAllConnections();
      }),
  };
}

/** Log, prompt cache and routes of one simulator. */
class Routes {
  readonly log = new SimulatorLog();
  private readonly cache = new PromptCache();

  constructor(private readonly options: SimulatorOptions) {}

  reset(): void {
    this.log.clear();
    this.cache.clear();
  }

  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const method = request.method ?? 'GET';
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    if (path.startsWith('/__simulator/')) return this.administer(path, response);
    if (method === 'GET' && path === '/v1/models') return listModels(response);
    const entry = this.log.open(method, path);
    const bodyText = await readBody(request);
    if (bodyText === undefined) {
      entry.clientAbortedAt = monotonicNow();
      return;
    }
    const writer = new ResponseWriter(response, entry);
    const style = method === 'POST' ? styles.find((candidate) => candidate.path.test(path)) : undefined;
    if (!style) return this.answerTool(request, entry, writer);
    entry.style = style.id;
    await answerRequest({ style, entry, headers: request.headers, bodyText }, this.answering, writer);
  }

  get answering(): AnsweringOptions {
    const { seed = 1, respond } = this.options;
    return { seed, respond, cache: this.cache };
  }

  private administer(path: string, response: ServerResponse): void {
    if (path === '/__simulator/reset') this.reset();
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(path === '/__simulator/log' ? this.log : { ok: true }));
  }

  private async answerTool(request: IncomingMessage, entry: LoggedRequest, writer: ResponseWriter) {
    const url = new URL(request.url ?? '/', 'http://simulator');
    const isTool = url.pathname.startsWith('/tools/');
    if (isTool) entry.style = 'tool';
    const path = url.pathname.slice('/tools'.length);
    const answer = isTool
      ? this.options.answerTool?.({ method: entry.method, path, query: url.searchParams })
      : undefined;
    const {
      afterMs,
      status = 200,
      json,
    } = answer ?? {
      afterMs: 0,
      status: 404,
      json: { error: { message: `There is nothing at ${entry.method} ${entry.path}.`, type: 'not_found' } },
    };
    await writer.whole(afterMs, status, { 'content-type': 'application/json' }, JSON.stringify(json));
  }
}

/** Any name of a model is answered; clients that look for one first find this. */
function listModels(response: ServerResponse): void {
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ object: 'list', data: [{ id: 'simulated', object: 'model' }] }));
}

/** Nothing when the client went away before its body was complete. */
async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of request) chunks.push(chunk as Buffer);
  } catch {
    return undefined;
  }
  return Buffer.concat(chunks).toString('utf8');
}
