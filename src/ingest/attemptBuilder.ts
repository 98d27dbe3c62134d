import { assertNever } from '../base/assertNever';
import { extend } from '../base/extend';
import type { AttemptId, Milliseconds, ProcessId } from '../base/units';
import type { WireStyle } from '../decode/wireDecoder';
import type { Attempt, AttemptTiming, RequestFacts } from '../model/attempt';
import type {
  BodyNotes,
  DataRecord,
  EndRecord,
  HeadRecord,
  LossRecord,
  PhaseRecord,
  RequestBodyRecord,
  RequestRecord,
  TakeRecord,
} from '../protocol/probeRecords';
import { ConsumptionBuilder } from './consumptionBuilder';
import { findProvider } from './findProvider';
import { judgeAttempt } from './judgeAttempt';
import { RequestBuilder, type RunPrompts } from './requestBuilder';
import { ResponseBuilder } from './responseBuilder';
import { toMicrosecond } from './runClock';

/** Records that belong to one exchange, its request apart. */
export type ExchangeRecord =
  | RequestBodyRecord
  | PhaseRecord
  | HeadRecord
  | DataRecord
  | EndRecord
  | TakeRecord
  | (LossRecord & { readonly id: string });

export interface AttemptIdentity {
  readonly id: AttemptId;
  readonly process: ProcessId;
  readonly style: WireStyle;
  /** Added to the probe's times. */
  readonly clockOffset: Milliseconds;
  readonly prompts: RunPrompts;
}

/**
 * Assembles one HTTP exchange from its records. Content passes through the decoder and is let go with it: what
 * `build` returns holds times, sizes and counts alone.
 */
export class AttemptBuilder {
  private readonly url: URL;
  private readonly timing: { -readonly [K in keyof AttemptTiming]: AttemptTiming[K] };
  private readonly remarks = new Set<string>();
  private request: RequestBuilder;
  private response: ResponseBuilder;
  private reused: boolean | undefined;
  private ended: EndRecord | undefined;
  private goneAt: Milliseconds | undefined;
  private isPromptTold = false;
  private readonly consumption = new ConsumptionBuilder();
  /** The exchange without how it was taken. */
  private arrived: Attempt | undefined;
  private built: Attempt | undefined;

  constructor(
    private readonly identity: AttemptIdentity,
    private readonly record: RequestRecord,
  ) {
    this.url = new URL(record.url);
    this.timing = { start: this.toRunTime(record.t) };
    this.request = new RequestBuilder(identity.style, record, this.url, identity.prompts);
    this.response = new ResponseBuilder(identity.style);
  }

  /** Whether nothing more is to come: its end was seen, or its process is gone. */
  get isClosed(): boolean {
    return this.ended !== undefined || this.goneAt !== undefined;
  }

  /** Takes the next record of this exchange. After its end only what the program then took is still of use. */
  accept(record: ExchangeRecord): void {
    if (this.ended && record.k !== 'take') return;
    this.built = undefined;
    if (record.k === 'take' || record.k === 'data' || record.k === 'end') this.acceptNotes(record);
    if (record.k !== 'take') this.acceptArrival(record);
  }

  private acceptNotes(notes: BodyNotes): void {
    this.consumption.accept(notes, (time) => this.toRunTime(time));
  }

  private acceptArrival(record: Exclude<ExchangeRecord, TakeRecord>): void {
    this.arrived = undefined;
    this.goneAt = undefined;
    const at = this.toRunTime(record.t);
    switch (record.k) {
      case 'reqBody':
        this.request.accept(record);
        break;
      case 'phase':
        this.acceptPhase(record, at);
        break;
      case 'head':
        this.timing.headers ??= at;
        this.response.acceptHead(record, this.describeRequest());
        break;
      case 'data':
        this.response.acceptData(record, at, this.describeRequest());
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
    this.arrived = undefined;
    this.goneAt = Math.max(lastSign, this.timing.start);
  }

  /** The exchange as known so far, frozen; the same object until more is known. */
  build(): Attempt {
    if (this.built) return this.built;
    this.arrived ??= this.assemble();
    this.built = Object.freeze(extend(this.arrived, this.consumption.describe(this.arrived)));
    if (this.ended) this.letGo();
    return this.built;
  }

  private assemble(): Attempt {
    const { decoded, response, reads, events, dropped } = this.response.build();
    const { ended, goneAt } = this;
    const { id, prompts } = this.identity;
    if (ended && decoded) prompts.quotes.addAnswer(id, this.toRunTime(ended.t), decoded);
    return {
      id,
      process: this.identity.process,
      transport: this.record.transport,
      provider: findProvider(this.url.host),
      style: this.identity.style.id,
      endpoint: Object.freeze({
        method: this.record.method,
        host: this.url.host,
        path: this.url.pathname,
        scheme: this.url.protocol.replace(':', ''),
      }),
      connectionReused: this.reused,
      timing: Object.freeze(extend(this.timing, { close: this.timing.close ?? goneAt })),
      request: this.describeRequest(),
      response,
      reads,
      events,
      ...judgeAttempt({
        decoded,
        status: this.response.status,
        dropped,
        ended,
        isGone: goneAt !== undefined,
      }),
      remarks: [...this.remarks, ...(decoded?.remarks ?? [])],
    };
  }

  private acceptPhase(record: PhaseRecord, at: Milliseconds): void {
    this.timing[record.phase] ??= at;
    this.reused ??= record.reused;
  }

  private acceptEnd(record: EndRecord, at: Milliseconds): void {
    this.ended = record;
    this.timing.close = at;
    this.response.end(at);
  }

  /** Once an answer comes, or nothing more can come, the request's body is taken to be whole. */
  private describeRequest(): RequestFacts {
    const { start, sent, headers } = this.timing;
    const facts = this.request.describe(sent !== undefined || headers !== undefined || this.isClosed);
    if (facts.prompt && !this.isPromptTold) {
      this.isPromptTold = true;
      this.identity.prompts.quotes.addPrompt(this.identity.id, start, facts.prompt);
    }
    return facts;
  }

  /** Nothing is asked of the decoder any more; what it holds of prompt and answer goes. */
  private letGo(): void {
    const { style, prompts } = this.identity;
    this.request = new RequestBuilder(style, this.record, this.url, prompts);
    this.response = new ResponseBuilder(this.identity.style);
  }

  private toRunTime(time: number): Milliseconds {
    return toMicrosecond(time + this.identity.clockOffset);
  }
}

function describeLoss(record: LossRecord): string {
  switch (record.what) {
    case 'bodyCap':
      return 'Its bodies are longer than what is captured of one exchange.';
    case 'workCap':
    case 'spoolFull':
      return 'The spool was full.';
    case 'damaged':
      return 'Some of its bytes were no messages and could not be read.';
    case 'internal':
      return `The probe failed inside itself (${record.detail ?? 'no detail'}); this record may be incomplete.`;
    default:
      return assertNever(record.what);
  }
}
