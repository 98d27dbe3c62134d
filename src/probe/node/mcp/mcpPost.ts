import type { EndRecord, HeadRecord, ProbeRecord } from '../../../protocol/probeRecords';
import { toBuffer } from '../builtins';
import type { RecordSink } from '../heldRecords';
import type { Recorder } from '../recorder';
import { HttpWork } from '../work/httpWork';
import type { WorkBegin, WorkLog } from '../work/workLog';
import type { McpOverHttp, OtherRequest } from './mcpOverHttp';
import { type RpcMessage, readRpc } from './rpc';
import { ServerEvents } from './serverEvents';
import { ToolCalls } from './toolCalls';

/** Of longer bodies it is not asked what they are. */
const maxBodyBytes = 16 * 1024 ** 2;

export interface McpPostParts {
  readonly recorder: Recorder;
  readonly log: WorkLog;
  readonly request: OtherRequest;
  readonly begun: WorkBegin;
  readonly mcp: McpOverHttp;
}

/**
 * A request that may call tools. What it is, its body says: calls are shown as what they are and not as a request, any
 * other as a request.
 */
export class McpPost implements RecordSink {
  readonly #parts: McpPostParts;
  readonly #calls = new ToolCalls();
  readonly #events = new ServerEvents(
    ({ id, failure }) => this.#calls.answered(id, failure, this.#at),
    () => !this.#calls.isEmpty,
  );
  #held: ProbeRecord[] = [];
  #request: Buffer[] = [];
  #requestBytes = 0;
  #kind: 'tool' | 'request' | undefined;
  #work: HttpWork | undefined;
  #head: HeadRecord | undefined;
  #document: Buffer[] = [];
  /** When the last bytes of the answer came. */
  #at = 0;

  constructor(parts: McpPostParts) {
    this.#parts = parts;
  }

  nextId(): string {
    return this.#parts.recorder.nextId();
  }

  write(record: ProbeRecord): void {
    if (this.#kind === undefined && isAfterRequest(record)) this.#decide(this.#readRequest());
    if (this.#kind === undefined) this.#held.push(record);
    this.#work?.write(record);
    if (record.k === 'head') this.#head = record;
    if (record.k === 'end') this.#finish(record);
  }

  writeBody(
    kind: 'data' | 'reqBody',
    _id: string,
    t: number,
    chunk: Uint8Array | string,
    encoding?: BufferEncoding,
  ): void {
    const bytes = toBuffer(chunk, encoding);
    if (kind === 'reqBody') this.#addRequest(bytes);
    else if (this.#kind === 'tool') this.#addAnswer(bytes, t);
  }

  writeDropped(): void {}

  /**
   * Copied, since it may come in pieces: the memory is the program's. Read at once when the first is all there is, as
   * with most; otherwise once, when the request was sent.
   */
  #addRequest(bytes: Buffer): void {
    this.#requestBytes += bytes.length;
    if (this.#kind !== undefined || this.#requestBytes > maxBodyBytes) return;
    this.#request.push(Buffer.from(bytes));
    if (this.#request.length > 1) return;
    const messages = this.#readRequest();
    if (messages) this.#decide(messages);
  }

  #readRequest(): readonly RpcMessage[] | undefined {
    return readRpc(Buffer.concat(this.#request).toString());
  }

  /** Nothing is told of the request before, so that calls can be told in its place. */
  #decide(messages: readonly RpcMessage[] = []): void {
    if (this.#kind !== undefined) return;
    const { log, begun, mcp, request, recorder } = this.#parts;
    const calls = messages.filter((message) => message.kind === 'call');
    for (const message of messages) if (message.kind === 'cancel') mcp.cancelled(request.origin, message);
    for (const { id, tool } of calls) this.#calls.add(id, log.begin('tool', tool, begun));
    this.#kind = calls.length > 0 ? 'tool' : 'request';
    if (this.#kind === 'tool') mcp.track(request.origin, this.#calls);
    else {
      const span = log.begin('http', undefined, begun);
      this.#work = span && new HttpWork(recorder, span, request.name);
    }
    for (const record of this.#held) this.#work?.write(record);
    this.#held = [];
    this.#request = [];
  }

  #addAnswer(bytes: Buffer, t: number): void {
    this.#at = t;
    const { headers = {} } = this.#head ?? {};
    if (headers['content-encoding']) return;
    if (/event-stream/.test(headers['content-type'] ?? '')) this.#events.push(bytes);
    else if (!this.#calls.isEmpty) this.#document.push(Buffer.from(bytes));
  }

  #finish({ how, code, t }: EndRecord): void {
    if (this.#kind !== 'tool') return;
    for (const message of readRpc(Buffer.concat(this.#document).toString()) ?? []) {
      if (message.kind === 'answer') this.#calls.answered(message.id, message.failure, this.#at);
    }
    const { status = 0, headers = {} } = this.#head ?? {};
    if (how !== 'eof') this.#calls.closed({ how, code }, t);
    else if (status >= 400) this.#calls.closed({ how: 'error', code: `${status}` }, t);
    else if (headers['content-encoding']) this.#calls.closed({ how: 'done' }, t);
    // Otherwise the answer comes in another stream: servers may break one off that can be taken up again.
  }
}

/** Whether nothing more of the request comes after it. */
function isAfterRequest(record: ProbeRecord): boolean {
  return record.k === 'head' || record.k === 'end' || (record.k === 'phase' && record.phase === 'sent');
}
