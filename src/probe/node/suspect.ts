import { type RequestSigns, readAnswerSigns, readRequestSigns, signChars } from '../../protocol/llmSigns';
import type { WireStyleId } from '../../protocol/wireStyles';
import { BodyEnds } from './bodyEnds';
import { inflateBeginning } from './inflateBeginning';

/** Whether a request turned out to be a model call; undefined while that can't be told. */
export type Verdict = 'call' | 'other' | undefined;

/** What is known of a suspect from before. */
export interface Circumstances {
  /** The style that its path stands for, among other things. */
  readonly style?: WireStyleId;
  /** Model calls go there: one did before, or the host serves models and nothing else. */
  readonly proven: boolean;
}

/** Styles whose requests need not name a model. */
const modelless: readonly (WireStyleId | undefined)[] = ['llamacpp.native', 'tgi.generate', 'lmstudio.chat'];

/** Judges whether a request is a model call by what goes by of its bodies. Looks at bounded parts of them. */
export class Suspect {
  readonly #known: Circumstances;
  readonly #request = new BodyEnds(signChars.head, signChars.tail);
  readonly #answer = new BodyEnds(signChars.answer, 0);
  #signs: RequestSigns = { verdict: 'no', named: false };
  #readAt = 0;
  #encoding = '';

  constructor(known: Circumstances) {
    this.#known = known;
  }

  requestBody(chunk: Buffer): Verdict {
    this.#request.add(chunk);
    return this.#isNews(this.#request) ? this.#readRequest() : undefined;
  }

  /** The answer has begun, so that the request is whole. */
  head(status: number, headers: Readonly<Record<string, string>>): Verdict {
    if (this.#readRequest() === 'call') return 'call';
    this.#readAt = 0;
    const type = headers['content-type'] ?? '';
    const streams = /event-stream|ndjson|jsonl|json-seq|amazon\.eventstream/i.test(type);
    const { verdict, named } = this.#signs;
    if (verdict === 'maybe' && named && streams) return 'call';
    if (status >= 400) return 'other';
    if (!streams && !(verdict === 'maybe' && /json|^$/i.test(type))) return 'other';
    this.#encoding = headers['content-encoding'] ?? '';
    return undefined;
  }

  answer(chunk: Buffer): Verdict {
    this.#answer.add(chunk);
    if (!this.#isNews(this.#answer)) return undefined;
    const text = inflateBeginning(this.#answer.beginning, this.#encoding);
    if (readAnswerSigns(text).verdict === 'yes') return 'call';
    return this.#answer.isFull ? 'other' : undefined;
  }

  #readRequest(): Verdict {
    this.#signs = readRequestSigns(
      this.#request.beginning.toString('utf8'),
      this.#request.end.toString('utf8'),
    );
    const { verdict, named } = this.#signs;
    const { style, proven } = this.#known;
    const fits =
      verdict === 'maybe' && (proven || (style !== undefined && (named || modelless.includes(style))));
    return verdict === 'yes' || fits ? 'call' : undefined;
  }

  /** Bodies in many small pieces are read whenever they have doubled, so that reading them costs little. */
  #isNews({ beginning, isFull }: BodyEnds): boolean {
    const isNews = beginning.length >= 2 * this.#readAt && beginning.length > this.#readAt;
    if (isNews) this.#readAt = beginning.length;
    return isNews || (isFull && this.#readAt < beginning.length);
  }
}
