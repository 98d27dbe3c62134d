import type { ProbeRecord } from '../../../protocol/probeRecords';
import { toBuffer } from '../builtins';
import type { RecordSink } from '../heldRecords';
import type { HttpWork } from '../work/httpWork';
import type { McpOverHttp } from './mcpOverHttp';
import { ServerEvents } from './serverEvents';

/** A stream of events that a program listens to, in which answers to calls may come that other requests made. */
export class McpStream implements RecordSink {
  readonly #work: HttpWork;
  readonly #events: ServerEvents;
  #at = 0;

  constructor(work: HttpWork, mcp: McpOverHttp, origin: string) {
    this.#work = work;
    this.#events = new ServerEvents(
      ({ id, failure }) => mcp.answered(origin, id, failure, this.#at),
      () => mcp.isAwaited(origin),
      () => mcp.met(origin),
    );
  }

  nextId(): string {
    return this.#work.nextId();
  }

  write(record: ProbeRecord): void {
    this.#work.write(record);
  }

  writeBody(
    kind: 'data' | 'reqBody',
    _id: string,
    t: number,
    chunk: Uint8Array | string,
    encoding?: BufferEncoding,
  ): void {
    this.#at = t;
    if (kind === 'data') this.#events.push(toBuffer(chunk, encoding));
  }

  writeDropped(): void {}
}
