import { createHash } from 'node:crypto';
import { WebSocket } from 'ws';
import { monotonicNow, sleepUntil } from '../clock';
import type { AnswerWriter, WriteNote } from '../responseWriter';
import type { LoggedRequest } from '../simulatorLog';
import type { Json } from '../wire/wireStyle';

/** What becomes of an event of a streamed answer on a connection that serves many. */
export type ToMessages = (event: Json) => readonly Json[];

/** Writes one response over a WebSocket, each event a message, and logs the moment of every write. */
export class MessageWriter implements AnswerWriter {
  private readonly gone = new AbortController();
  private readonly startAt = monotonicNow();
  private readonly digest = createHash('sha256');

  constructor(
    private readonly socket: WebSocket,
    private readonly entry: LoggedRequest,
    private readonly toMessages: ToMessages,
  ) {
    entry.bodyCompleteAt = this.startAt;
    socket.once('close', () => {
      if (entry.endedAt === undefined && entry.cutAt === undefined) entry.clientAbortedAt = monotonicNow();
      this.gone.abort();
    });
  }

  /** The connection has its head already. */
  async head(dueMs: number): Promise<void> {
    await this.reach(dueMs);
  }

  async write(dueMs: number, text: string, note: WriteNote): Promise<void> {
    const messages = eventsIn(text)
      .flatMap(this.toMessages)
      .map((message) => JSON.stringify(message));
    if (messages.length === 0 || !(await this.reach(dueMs))) return;
    const at = monotonicNow();
    for (const message of messages) {
      this.socket.send(message);
      this.digest.update(`${message}\n`);
    }
    const bytes = messages.reduce((sum, message) => sum + Buffer.byteLength(message), 0);
    this.entry.writes.push({ at, dueAt: this.startAt + dueMs, bytes, ...note, events: messages.length });
  }

  /** An answer in one piece is an error. */
  async whole(dueMs: number, status: number, _headers: unknown, text: string): Promise<void> {
    const error = { type: 'error', status, ...(JSON.parse(text) as Json) };
    await this.write(dueMs, `data: ${JSON.stringify(error)}\n\n`, { kind: 'error', tokens: 0, events: 1 });
    this.end();
  }

  end(): void {
    if (!this.gone.signal.aborted) {
      this.entry.endedAt = monotonicNow();
      this.entry.bodySha256 = this.digest.digest('hex');
    }
    this.gone.abort();
  }

  async cut(dueMs: number): Promise<void> {
    if (!(await this.reach(dueMs))) return;
    this.entry.cutAt = monotonicNow();
    this.socket.terminate();
  }

  hang(): Promise<void> {
    if (this.gone.signal.aborted) return Promise.resolve();
    return new Promise((resolve) =>
      this.gone.signal.addEventListener('abort', () => resolve(), { once: true }),
    );
  }

  /** Breaks off what is still to be written. */
  cancel(lastWords: Json): void {
    if (this.gone.signal.aborted) return;
    this.socket.send(JSON.stringify(lastWords));
    this.end();
  }

  private async reach(dueMs: number): Promise<boolean> {
    await sleepUntil(this.startAt + dueMs, this.gone.signal);
    return !this.gone.signal.aborted && this.socket.readyState === WebSocket.OPEN;
  }
}

/** The events of a text of server-sent events. */
function eventsIn(text: string): Json[] {
  const lines = text.split('\n').filter((line) => line.startsWith('data: '));
  return lines.map((line) => JSON.parse(line.slice('data: '.length)) as Json);
}
