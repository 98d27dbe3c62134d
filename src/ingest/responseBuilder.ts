import type { Milliseconds } from '../base/units';
import { readRateLimits } from '../decode/headers/readRateLimits';
import { readServerTimings } from '../decode/headers/readServerTimings';
import { undecodedStyle } from '../decode/undecodedStyle';
import type { DecodedResponse, ResponseDecoder, WireStyle } from '../decode/wireDecoder';
import type { RequestFacts, ResponseFacts } from '../model/attempt';
import type { BodyRead, StreamEvent } from '../model/streamEvent';
import type { DataRecord, HeadRecord } from '../protocol/probeRecords';

/** What a response has shown so far. `decoded` holds content and goes no further than the verdict. */
export interface ResponseState {
  readonly decoded?: DecodedResponse;
  readonly response?: ResponseFacts;
  readonly reads: readonly BodyRead[];
  readonly events: readonly StreamEvent[];
  /** Bytes of the body that the probe left out. */
  readonly dropped: number;
}

/** What a decoder goes by where an answer has no head of its own: that of the connection. */
const connectionHead = { status: 101, headers: {} };

/** Has a response decoded as it arrives; content stays within the decoder. */
export class ResponseBuilder {
  private head: Pick<HeadRecord, 'status' | 'headers'> | undefined;
  private decoder: ResponseDecoder | undefined;
  private readonly droppedReads: BodyRead[] = [];
  private dropped = 0;

  constructor(private readonly style: WireStyle) {}

  get status(): number | undefined {
    return this.head?.status;
  }

  acceptHead(record: HeadRecord, request: RequestFacts): void {
    if (this.head) return;
    this.head = record;
    this.decoder ??= this.style.openResponse(record, request);
  }

  acceptData(record: DataRecord, at: Milliseconds, request: RequestFacts): void {
    if (record.dropped !== undefined) {
      this.droppedReads.push({ at, bytes: record.dropped });
      this.dropped += record.dropped;
      return;
    }
    if (this.style.isHeadless) {
      this.head ??= connectionHead;
      this.decoder ??= this.style.openResponse(connectionHead, request);
    }
    // A body whose head was lost can't be read, but its times and sizes are kept.
    this.decoder ??= undecodedStyle(this.style.id, headIsLost).openResponse(
      { status: 0, headers: {} },
      request,
    );
    this.decoder.push(Buffer.from(record.b64, 'base64'), at);
  }

  end(at: Milliseconds): void {
    this.decoder?.end(at);
  }

  build(): ResponseState {
    const { dropped } = this;
    const decoded = this.decoder?.snapshot();
    if (!decoded) return { reads: this.droppedReads.slice(), events: [], dropped };
    const reads = dropped === 0 ? decoded.reads : [...decoded.reads, ...this.droppedReads];
    return {
      decoded,
      response: describe(this.head, decoded, dropped),
      reads,
      events: decoded.events,
      dropped,
    };
  }
}

const headIsLost = "The record of the response's head was lost, so that its body can't be read.";

function describe(
  head: Pick<HeadRecord, 'status' | 'headers'> | undefined,
  decoded: DecodedResponse,
  dropped: number,
): ResponseFacts {
  return Object.freeze({
    status: head?.status ?? 0,
    contentType: head?.headers['content-type'],
    bytes: decoded.bytes + dropped,
    streamed: decoded.streamed,
    model: decoded.model ?? undefined,
    choiceCount: decoded.choices?.length,
    responseId: decoded.responseId ?? undefined,
    servedBy: decoded.servedBy ?? undefined,
    finishReason: decoded.finishReason ?? undefined,
    endMarker: decoded.endMarker ?? undefined,
    reasoningStream: decoded.reasoningStream,
    textChars: decoded.textChars,
    reasoningChars: decoded.reasoningChars,
    toolCalls: decoded.toolCalls.map(({ id, name, argumentChars }) => ({ id, name, argumentChars })),
    usage: decoded.usage ?? undefined,
    retryAfterMs: decoded.retryAfterMs ?? undefined,
    ...describeServer(head?.headers ?? {}, decoded),
  });
}

/** What the server said of itself beside its answer. */
function describeServer(
  headers: HeadRecord['headers'],
  { serverTimings, streamed }: DecodedResponse,
): Pick<ResponseFacts, 'rateLimits' | 'serverTimings'> {
  const limits = readRateLimits(headers);
  return {
    rateLimits: limits.length > 0 ? limits : undefined,
    serverTimings: readServerTimings(serverTimings, headers, streamed),
  };
}
