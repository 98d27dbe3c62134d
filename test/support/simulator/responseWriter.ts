import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { monotonicNow, sleepUntil } from './clock';
import type { LoggedRequest, WriteKind } from './simulatorLog';

/** What a write carries, for the log. */
export interface WriteNote {
  readonly kind: WriteKind;
  readonly tokens: number;
  readonly events: number;
}

/** Where an answer goes. */
export type AnswerWriter = Pick<ResponseWriter, 'head' | 'write' | 'whole' | 'end' | 'cut' | 'hang'>;

/**
 * Writes one response at moments counted from the request's last byte, and logs the moment of every write. Nothing
 * happens any more once the client is gone.
 */
export class ResponseWriter {
  private readonly gone = new AbortController();
  private readonly startAt = monotonicNow();
  private readonly digest = createHash('sha256');

  constructor(
    private readonly response: ServerResponse,
    private readonly entry: LoggedRequest,
  ) {
    entry.bodyCompleteAt = this.startAt;
    response.on('close', () => {
      if (entry.endedAt === undefined && entry.cutAt === undefined) entry.clientAbortedAt = monotonicNow();
      this.gone.abort();
    });
  }

  /** Writes the response head. */
  async head(dueMs: number, status: number, headers: Readonly<Record<string, string>>): Promise<void> {
    if (!(await this.reach(dueMs))) return;
    this.response.writeHead(status, { 'x-request-id': this.entry.id, ...headers });
    this.entry.status = status;
    this.entry.headersAt = monotonicNow();
    this.response.flushHeaders();
  }

  /** Writes a piece of the body. */
  async write(dueMs: number, text: string, note: WriteNote): Promise<void> {
    const bytes = Buffer.from(text);
    if (!(await this.reach(dueMs))) return;
    const at = monotonicNow();
    this.response.write(bytes);
    this.digest.update(bytes);
    this.entry.writes.push({ at, dueAt: this.startAt + dueMs, bytes: bytes.length, ...note });
  }

  /** Writes head and body of an answer that is not streamed, and ends it. */
  async whole(dueMs: number, status: number, headers: Readonly<Record<string, string>>, text: string) {
    const length = String(Buffer.byteLength(text));
    await this.head(dueMs, status, { ...headers, 'content-length': length });
    await this.write(dueMs, text, { kind: status < 400 ? 'body' : 'error', tokens: 0, events: 1 });
    this.end();
  }

  end(): void {
    if (this.gone.signal.aborted) return;
    this.entry.endedAt = monotonicNow();
    this.entry.bodySha256 = this.digest.digest('hex');
    this.response.end();
  }

  /** Destroys the socket, so that the client sees its stream break off. */
  async cut(dueMs: number): Promise<void> {
    if (!(await this.reach(dueMs))) return;
    this.entry.cutAt = monotonicNow();
    this.response.destroy();
  }

  /** Keeps silent until the client goes away. */
  hang(): Promise<void> {
    if (this.gone.signal.aborted) return Promise.resolve();
    return new Promise((resolve) =>
      this.gone.signal.addEventListener('abort', () => resolve(), { once: true }),
    );
  }

  /** False when the client went away before the moment came. */
  private async reach(dueMs: number): Promise<boolean> {
    await sleepUntil(this.startAt + dueMs, this.gone.signal);
    return !this.gone.signal.aborted;
  }
}
