import { writeFileSync } from 'node:fs';
import { epochOffset, monotonicNow } from './clock';
import type { StyleId } from './wire/wireStyle';

/** What one write carried. `structure`: events that frame output without being output; `body`: a whole answer. */
export type WriteKind =
  | 'preamble'
  | 'keepalive'
  | 'structure'
  | 'reasoning'
  | 'text'
  | 'refusal'
  | 'toolCall'
  | 'finish'
  | 'usage'
  | 'end'
  | 'error'
  | 'body';

/** One write to the socket. Moments are milliseconds of `monotonicNow`. */
export interface LoggedWrite {
  /** Stamped just before the bytes were handed to the socket. */
  readonly at: number;
  /** When the script wanted it; `at - dueAt` is the simulator's own lateness. */
  readonly dueAt: number;
  /** Body bytes, without the framing of the chunked transfer. */
  readonly bytes: number;
  /** Output tokens, hidden ones not counted. */
  readonly tokens: number;
  /** Protocol events (or one whole body). */
  readonly events: number;
  /** Of the first event in it. */
  readonly kind: WriteKind;
}

/** One request and everything that was written to answer it. */
export interface LoggedRequest {
  /** Also sent as `x-request-id`. */
  readonly id: string;
  readonly method: string;
  readonly path: string;
  /** `tool`: the ordinary HTTP API; `unknown`: answered with 404. */
  style: StyleId | 'openai.responses.ws' | 'openai.realtime.ws' | 'tool' | 'unknown';
  stream: boolean;
  /** Request line and headers read. */
  readonly receivedAt: number;
  bodyCompleteAt?: number;
  status?: number;
  headersAt?: number;
  readonly writes: LoggedWrite[];
  /** Digest of a body that was written to its end; of an answer over a WebSocket, each message and a line feed. */
  bodySha256?: string;
  /** The end of the response was handed to the socket. */
  endedAt?: number;
  /** The simulator destroyed the socket, as its script said. */
  cutAt?: number;
  /** The client went away before the end. */
  clientAbortedAt?: number;
}

/** The log as JSON: add `epochOffsetMs` to a moment to get milliseconds since 1970. */
export interface SimulatorLogFile {
  readonly clock: 'hrtime';
  readonly epochOffsetMs: number;
  readonly requests: readonly LoggedRequest[];
}

/** The moment of every byte that the simulator wrote: the ground truth of timing tests. */
export class SimulatorLog {
  private list: LoggedRequest[] = [];
  private lastId = 0;

  /** All requests, in the order of their arrival. */
  get requests(): readonly LoggedRequest[] {
    return this.list;
  }

  /** Opens the entry of a request that has just arrived. */
  open(method: string, path: string): LoggedRequest {
    this.lastId += 1;
    const entry: LoggedRequest = {
      id: `req_sim_${String(this.lastId).padStart(6, '0')}`,
      method,
      path,
      style: 'unknown',
      stream: false,
      receivedAt: monotonicNow(),
      writes: [],
    };
    this.list.push(entry);
    return entry;
  }

  /** The entry whose id came back as `x-request-id`. */
  byId(id: string): LoggedRequest | undefined {
    return this.list.find((entry) => entry.id === id);
  }

  /** Forgets all requests; ids go on. */
  clear(): void {
    this.list = [];
  }

  toJSON(): SimulatorLogFile {
    return { clock: 'hrtime', epochOffsetMs: epochOffset(), requests: this.list };
  }

  writeTo(file: string): void {
    writeFileSync(file, JSON.stringify(this));
  }
}
