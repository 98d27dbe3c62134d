import type { IncomingMessage, Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import { type AnsweringOptions, answerRequest } from '../answerRequest';
import { monotonicNow, sleepUntil } from '../clock';
import type { LoggedRequest, SimulatorLog } from '../simulatorLog';
import { openaiResponses } from '../wire/openaiResponses';
import type { Json } from '../wire/wireStyle';
import { MessageWriter } from './messageWriter';
import { cancelledResponse, toRealtime } from './realtimeEvents';

/** From the last sound to the server's finding that nothing more is said. */
const silenceMs = 20;

export interface SocketEndpointOptions {
  readonly log: SimulatorLog;
  readonly answering: () => AnsweringOptions;
  /** Agrees to compress messages of any length when the client offers to. */
  readonly compress?: boolean;
}

/**
 * Answers WebSockets at any path that ends with `/responses` or `/realtime`. Each `response.create` is answered by
 * script, several at once if need be; in a Realtime session, each `input_audio_buffer.append` is taken for all that a
 * person says, and answered without being asked.
 * @returns closes what is open
 */
export function serveWebSockets(server: Server, options: SocketEndpointOptions): () => void {
  const sockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: options.compress ? { threshold: 0 } : false,
  });
  server.on('upgrade', (request, socket, head) => {
    sockets.handleUpgrade(request, socket, head, (opened) => new Session(opened, request, options).begin());
  });
  return () => {
    for (const socket of sockets.clients) socket.terminate();
  };
}

class Session {
  private readonly path: string;
  private readonly isRealtime: boolean;
  private readonly running = new Map<string, MessageWriter>();
  private history: unknown[] = [];

  constructor(
    private readonly socket: WebSocket,
    private readonly request: IncomingMessage,
    private readonly options: SocketEndpointOptions,
  ) {
    this.path = (request.url ?? '/').split('?')[0] ?? '/';
    this.isRealtime = this.path.endsWith('/realtime');
  }

  begin(): void {
    if (this.isRealtime)
      this.send({ type: 'session.created', session: { type: 'realtime', model: this.model() } });
    this.socket.on('message', (data) => {
      this.receive(JSON.parse(String(data)) as Json).catch((error: unknown) => {
        process.stderr.write(`simulator: ${error instanceof Error ? error.stack : error}\n`);
        this.socket.terminate();
      });
    });
  }

  private async receive(message: Json): Promise<void> {
    switch (message.type) {
      case 'response.create':
        return this.answer(message);
      case 'response.cancel':
        for (const [id, writer] of this.running) writer.cancel(cancelledResponse(id, 'client_cancelled'));
        return;
      case 'conversation.item.create':
        this.history.push(message.item);
        return this.send({ type: 'conversation.item.added', item: message.item });
      case 'input_audio_buffer.append':
        await sleepUntil(monotonicNow() + silenceMs, new AbortController().signal);
        this.send({ type: 'input_audio_buffer.speech_stopped', item_id: 'item_speech' });
        this.send({ type: 'input_audio_buffer.committed', item_id: 'item_speech' });
        return this.answer({ type: 'response.create' });
    }
  }

  private async answer(message: Json): Promise<void> {
    const entry = this.options.log.open('GET', this.path);
    entry.style = this.isRealtime ? 'openai.realtime.ws' : 'openai.responses.ws';
    const id = `resp_${entry.id.replace('req_', '')}`;
    const writer = this.openWriter(entry, id, message);
    this.running.set(id, writer);
    const body = this.isRealtime
      ? { model: this.model(), input: this.history, ...(message.response as Json | undefined) }
      : message;
    const bodyText = JSON.stringify({ ...body, stream: true });
    const received = { style: openaiResponses, entry, headers: this.request.headers, bodyText };
    await answerRequest(received, this.options.answering(), writer);
    this.running.delete(id);
  }

  private openWriter(entry: LoggedRequest, id: string, { stream_id }: Json): MessageWriter {
    const inLane = (event: Json) => [stream_id === undefined ? event : { ...event, stream_id }];
    return new MessageWriter(this.socket, entry, this.isRealtime ? toRealtime(id) : inLane);
  }

  private model(): string {
    return new URL(this.request.url ?? '/', 'http://simulator').searchParams.get('model') ?? 'gpt-realtime';
  }

  private send(message: Json): void {
    this.socket.send(JSON.stringify(message));
  }
}
