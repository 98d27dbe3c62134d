import type { WireStyle } from '../decode/wireDecoder';
import type { RequestFacts } from '../model/attempt';
import type { RequestBodyRecord, RequestRecord } from '../protocol/probeRecords';
import type { QuoteFinder } from './quotes/quoteFinder';
import type { SharedParts } from './sharedParts';

/** What is known of the prompts of all requests of a run. */
export interface RunPrompts {
  readonly quotes: QuoteFinder;
  readonly parts: SharedParts;
}

/** Collects a request's body until it is whole, then keeps what it asked for and lets the body go. */
export class RequestBuilder {
  private pieces: Buffer[] = [];
  private bytes = 0;
  private dropped = 0;
  private facts: RequestFacts | undefined;

  constructor(
    private readonly style: WireStyle,
    private readonly record: RequestRecord,
    private readonly url: URL,
    private readonly prompts: RunPrompts,
  ) {}

  accept({ b64, dropped = 0 }: RequestBodyRecord): void {
    const piece = Buffer.from(b64, 'base64');
    if (!this.facts) this.pieces.push(piece);
    this.bytes += piece.length + dropped;
    this.dropped += dropped;
  }

  /** @param isWhole whether the body has been sent. Before that it is not read: half of it would say something else. */
  describe(isWhole: boolean): RequestFacts {
    if (!this.facts && !isWhole) return { bytes: this.bytes, streamed: false };
    this.facts ??= Object.freeze(this.read());
    return this.facts;
  }

  private read(): RequestFacts {
    const { quotes, parts } = this.prompts;
    const body = Buffer.concat(this.pieces);
    const { prompt, ...rest } = this.style.describeRequest(
      body,
      this.url,
      this.record.headers,
      (part, says) => quotes.hearPart(part, says),
    );
    const facts = { ...rest, ...(prompt && { prompt: parts.share(prompt) }) };
    this.pieces = [];
    // The hash of a part would make different requests look equal.
    return this.dropped === 0 ? facts : { ...facts, bytes: this.bytes, bodyHash: undefined };
  }
}
