import { now } from '../clock';
import type { RecordSink } from '../heldRecords';
import type { Recorder } from '../recorder';
import { HttpWork } from '../work/httpWork';
import type { WorkBegin, WorkLog } from '../work/workLog';
import { McpPost } from './mcpPost';
import { McpStream } from './mcpStream';
import type { Failure, RpcMessage } from './rpc';
import type { ToolCalls } from './toolCalls';

/** A request that is no model call. */
export interface OtherRequest {
  readonly method: string;
  readonly origin: string;
  readonly headers: Readonly<Record<string, string>>;
  /** What it is called when it is shown as a request. */
  readonly name: string;
}

/** Calls of tools by HTTP, which may be answered by another request than the one that made them. */
export class McpOverHttp {
  readonly #recorder: Recorder;
  readonly #log: WorkLog;
  /** Where the protocol was met, so that clients of its first revision, which say less, are known there. */
  readonly #origins = new Set<string>();
  /** By origin, those that were made last at the end. */
  readonly #open = new Map<string, Set<ToolCalls>>();

  constructor(recorder: Recorder, log: WorkLog) {
    this.#recorder = recorder;
    this.#log = log;
  }

  /**
   * Where a request writes that may carry MCP; undefined for any other.
   * @param begin keeps what leads to its line
   */
  open(request: OtherRequest, begin: () => WorkBegin): RecordSink | undefined {
    const { method, origin, headers } = request;
    const { accept = '' } = headers;
    const takesEvents = accept.includes('text/event-stream');
    if (method === 'GET' && takesEvents) return this.#openStream(request, begin());
    // The protocol has clients say that they take either.
    const mayCall = (takesEvents && accept.includes('application/json')) || this.#origins.has(origin);
    if (method !== 'POST' || !mayCall) return undefined;
    return new McpPost({ recorder: this.#recorder, log: this.#log, request, begun: begin(), mcp: this });
  }

  /** A server of the first revision says where calls are to be sent. */
  met(origin: string): void {
    this.#origins.add(origin);
  }

  /** Calls are made that may be answered or given up by another request. */
  track(origin: string, calls: ToolCalls): void {
    const all = this.#open.get(origin) ?? new Set();
    for (const other of all) if (other.isEmpty) all.delete(other);
    this.#open.set(origin, all.add(calls));
  }

  cancelled(origin: string, { id, timedOut }: RpcMessage & { kind: 'cancel' }): void {
    const all = [...(this.#open.get(origin) ?? [])].reverse();
    all.find((calls) => calls.cancelled(id, timedOut, now()));
  }

  answered(origin: string, id: string, failure: Failure, t: number): void {
    const all = [...(this.#open.get(origin) ?? [])];
    all.find((calls) => calls.answered(id, failure, t));
  }

  /** Whether anybody waits for an answer from there. */
  isAwaited(origin: string): boolean {
    return [...(this.#open.get(origin) ?? [])].some((calls) => !calls.isEmpty);
  }

  #openStream({ origin, name }: OtherRequest, begun: WorkBegin): RecordSink | undefined {
    const span = this.#log.begin('http', undefined, begun);
    return span && new McpStream(new HttpWork(this.#recorder, span, name), this, origin);
  }
}
