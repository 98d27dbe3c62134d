import { assertNever } from '../base/assertNever';
import type { AttemptId, Milliseconds, ProcessId } from '../base/units';
import { decideOutcome } from '../decode/decideOutcome';
import type { DecodedResponse, ResponseDecoder, WireStyle } from '../decode/wireDecoder';
import type { Attempt, AttemptTiming, RequestFacts, ResponseFacts } from '../model/attempt';
import type { Failure, Outcome } from '../model/outcome';
import type {
  DataRecord,
  EndRecord,
  HeadRecord,
  LossRecord,
  PhaseRecord,
  RequestBodyRecord,
  RequestRecord,
} from '../protocol/probeRecords';
import { findProvider } from './findProvider';
import { opaqueStyle } from './opaqueStyle';
import { toMicrosecond } from './runClock';

/** Records that belong to one exchange, its request apart. */
export type ExchangeRecord =
  | RequestBodyRecord
  | PhaseRecord
  | HeadRecord
  | DataRecord
  | EndRecord
  | (LossRecord & { readonly id: string });

export interface AttemptIdentity {
  readonly id: AttemptId;
  readonly process: ProcessId;
  readonly style: WireStyle;
  /** Added to the probe's times. */
  readonly clockOffset: Milliseconds;
}

/**
 * Assembles one HTTP exchange from its records. Content passes through the decoder and is let go with it: what
 * `build` returns holds times, sizes and counts alone.
 */
export class AttemptBuilder {
  private readonly url: URL;
  private readonly timing: { -readonly [K in keyof AttemptTiming]: AttemptTiming[K] };
  private readonly remarks = new Set<string>();
  private body: Buffer[] = [];
  private request: RequestFacts | undefined;
  private head: HeadRecord | undefined;
  private decoder: ResponseDecoder | undefined;
  private reused: boolean | undefined;
  private ended: EndRecord | undefined;
  private goneAt: Milliseconds | undefined;
  private built: Attempt | undefined;

  constructor(
    private readonly identity: AttemptIdentity,
    private readonly record: RequestRecord,
  ) {
    this.url = new URL(record.url);
    this.timing = { start: this.toRunTime(record.t) };
  }

  /** Whether nothing more is to come: its end was seen, or its process is gone. */
  get isClosed(): boolean {
    return this.ended !== undefined || this.goneAt !== undefined;
  }

  /** Takes the next record of this exchange. What comes after its end is of no use and is passed over. */
  accept(record: ExchangeRecord): void {
    if (this.ended) return;
    this.built = undefined;
    this.goneAt = undefined;
    const at = this.toRunTime(record.t);
    switch (record.k) {
      case 'reqBody':
        this.body.push(Buffer.from(record.b64, 'base64'));
        break;
      case 'phase':
        this.timing[record.phase] ??= at;
        this.reused ??= record.reused;
        break;
      case 'head':
        this.acceptHead(record, at);
        break;
      case 'data':
        this.openDecoder().push(Buffer.from(record.b64, 'base64'), at);
        break;
      case 'end':
        this.acceptEnd(record, at);
        break;
      case 'loss':
        this.remarks.add(describeLoss(record));
        break;
      default:
        assertNever(record);
    }
  }

  /** The process went away at `lastSign`, as far as can be told; a later record takes that back. */
  markGone(lastSign: Milliseconds): void {
    if (this.isClosed) return;
    this.built = undefined;
    this.goneAt = Math.max(lastSign, this.timing.start);
  }

  /** The exchange as known so far, frozen; the same object until more is known. */
  build(): Attempt {
    this.built ??= Object.freeze(this.assemble());
    if (this.ended) this.letGo();
    return this.built;
  }

  private assemble(): Attempt {
    const decoded = this.decoder?.snapshot();
    return {
      id: this.identity.id,
      process: this.identity.process,
      transport: this.record.transport,
      provider: findProvider(this.url.host),
      style: this.identity.style.id,
      endpoint: {
        method: this.record.method,
        host: this.url.host,
        path: this.url.pathname,
        scheme: this.url.protocol.replace(':', ''),
      },
      connectionReused: this.reused,
      timing: Object.freeze({ ...this.timing, close: this.timing.close ?? this.goneAt }),
      request: this.describeRequest(),
      response: decoded && describeResponse(this.head, decoded),
      reads: decoded?.reads.slice() ?? [],
      events: decoded?.events.slice() ?? [],
      ...this.judge(decoded),
      remarks: [...this.remarks, ...(decoded?.remarks ?? [])],
    };
  }

  private judge(decoded: DecodedResponse | undefined): { outcome: Outcome; failure?: Failure } {
    if (this.ended) return decideOutcome(decoded, this.head?.status, this.ended.how, this.ended.code);
    if (this.goneAt === undefined) return { outcome: 'inFlight' };
    // A program that goes away gives up its open calls. What it had in full by then is none the worse for it.
    const verdict = decideOutcome(decoded, this.head?.status, 'abort', undefined);
    return verdict.outcome === 'cancelled' ? { outcome: 'cut', failure: processGone } : verdict;
  }

  private acceptHead(record: HeadRecord, at: Milliseconds): void {
    if (this.head) return;
    this.head = record;
    this.timing.headers = at;
    this.openDecoder();
  }

  private acceptEnd(record: EndRecord, at: Milliseconds): void {
    this.ended = record;
    this.timing.close = at;
    this.decoder?.end(at);
  }

  /** A body whose head was lost can't be read, but its times and sizes are kept. */
  private openDecoder(): ResponseDecoder {
    if (this.decoder) return this.decoder;
    const style = this.head ? this.identity.style : opaqueStyle(this.identity.style.id, headIsLost);
    const head = { status: this.head?.status ?? 0, headers: this.head?.headers ?? {} };
    this.decoder = style.openResponse(head, this.describeRequest());
    return this.decoder;
  }

  /** A body that is still on its way is not read: half of it would tell another request. */
  private describeRequest(): RequestFacts {
    if (this.request) return this.request;
    const isWhole = this.timing.sent !== undefined || this.head !== undefined || this.isClosed;
    const bytes = this.body.reduce((sum, piece) => sum + piece.length, 0);
    if (!isWhole) return { bytes, streamed: false };
    const body = Buffer.concat(this.body);
    this.request = Object.freeze(this.identity.style.describeRequest(body, this.url, this.record.headers));
    this.body = [];
    return this.request;
  }

  /** Prompt and answer are needed no more. */
  private letGo(): void {
    this.decoder = undefined;
    this.body = [];
  }

  private toRunTime(time: number): Milliseconds {
    return toMicrosecond(time + this.identity.clockOffset);
  }
}

const headIsLost = "The record of the response's head was lost, so that its body can't be read.";

const processGone: Failure = {
  type: 'process_gone',
  message: 'The program ended while the answer was still coming.',
};

function describeResponse(head: HeadRecord | undefined, decoded: DecodedResponse): ResponseFacts {
  return Object.freeze({
    status: head?.status ?? 0,
    contentType: head?.headers['content-type'],
    bytes: decoded.bytes,
    streamed: decoded.streamed,
    model: decoded.model ?? undefined,
    choiceCount: decoded.choices?.length,
    responseId: decoded.responseId ?? undefined,
    finishReason: decoded.finishReason ?? undefined,
    endMarker: decoded.endMarker ?? undefined,
    reasoningStream: decoded.reasoningStream,
    textChars: decoded.text.length + decoded.refusal.length,
    reasoningChars: decoded.reasoning.length,
    toolCalls: decoded.toolCalls.map(({ id, name, arguments: text }) => ({
      id,
      name,
      argumentChars: text.length,
    })),
    usage: decoded.usage ?? undefined,
    retryAfterMs: decoded.retryAfterMs ?? undefined,
  });
}

function describeLoss(record: LossRecord): string {
  switch (record.what) {
    case 'bodyCap':
      return 'The body is longer than what is captured of one; its later part is missing.';
    case 'spoolFull':
      return 'The disk or the spool was full; what came later is missing.';
    case 'internal':
      return `The probe failed inside itself (${record.detail ?? 'no detail'}); this record may be incomplete.`;
    default:
      return assertNever(record.what);
  }
}
