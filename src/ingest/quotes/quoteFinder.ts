import type { AttemptId, Milliseconds } from '../../base/units';
import type { DecodedResponse } from '../../decode/wireDecoder';
import type { PromptPart } from '../../model/prompt';
import { fingerprintsOf } from './fingerprintsOf';
import { WordSources } from './wordSources';
import { wordsOfAnswer, wordsOfValue } from './wordsOf';

/** Something that was said, of which the words are still to be placed. */
type Said =
  | { readonly at: Milliseconds; readonly answer: AttemptId; readonly fingerprints: Float64Array }
  | { readonly at: Milliseconds; readonly prompt: AttemptId; readonly parts: readonly PromptPart[] };

/**
 * Finds which answers the prompts of a run hold words of. It is told of answers and prompts in whatever order the files
 * of the run's processes are read, and places them in the order of time. Keeps hashes and no content.
 */
export class QuoteFinder {
  private readonly sources = new WordSources();
  private waiting: Said[] = [];
  /** Fingerprints of parts that are not placed yet, by digest. */
  private readonly unplaced = new Map<string, Float64Array>();
  /** The parts that were met, by digest, with the answers that each has words of once it is placed. */
  private readonly parts = new Map<string, readonly AttemptId[]>();
  private readonly quotes = new Map<AttemptId, readonly AttemptId[]>();

  /** Whether something waits to be placed. */
  get isBehind(): boolean {
    return this.waiting.length > 0;
  }

  /** Takes the words of a part of a prompt; each part is looked at the first time it is met. */
  hearPart({ digest }: PromptPart, says: unknown): void {
    if (this.parts.has(digest)) return;
    this.parts.set(digest, none);
    const fingerprints = fingerprintsOf(wordsOfValue(says));
    if (fingerprints.length > 0) this.unplaced.set(digest, fingerprints);
  }

  addPrompt(id: AttemptId, sentAt: Milliseconds, parts: readonly PromptPart[]): void {
    this.waiting.push({ at: sentAt, prompt: id, parts });
  }

  addAnswer(id: AttemptId, end: Milliseconds, answer: DecodedResponse): void {
    const fingerprints = fingerprintsOf(wordsOfAnswer(answer));
    if (fingerprints.length > 0) this.waiting.push({ at: end, answer: id, fingerprints });
  }

  /** Places what was said up to a moment; by then all of it must have been told. */
  place(until: Milliseconds): void {
    const ready = this.waiting.filter(({ at }) => at <= until);
    if (ready.length === 0) return;
    this.waiting = this.waiting.filter(({ at }) => at > until);
    for (const said of ready.sort(byTime)) {
      if ('answer' in said) this.sources.addAnswer({ id: said.answer, end: said.at }, said.fingerprints);
      else this.placePrompt(said.prompt, said.at, said.parts);
    }
  }

  /** Answers whose words a prompt holds, as `Attempt.quotes`; undefined when there are none or it isn't placed yet. */
  quotesOf(id: AttemptId): readonly AttemptId[] | undefined {
    return this.quotes.get(id);
  }

  private placePrompt(id: AttemptId, sentAt: Milliseconds, parts: readonly PromptPart[]): void {
    const found = new Set<AttemptId>();
    for (const { digest } of parts) {
      const fingerprints = this.unplaced.get(digest);
      if (fingerprints) {
        this.unplaced.delete(digest);
        this.parts.set(digest, this.sources.addPart(fingerprints, sentAt));
      }
      for (const answer of this.parts.get(digest) ?? none) found.add(answer);
    }
    if (found.size > 0) this.quotes.set(id, Object.freeze(this.withoutImplied([...found])));
  }

  /** Without those that another one's prompt held words of already. */
  private withoutImplied(found: readonly AttemptId[]): AttemptId[] {
    const implied = new Set<AttemptId>();
    const open = [...found];
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      for (const quoted of this.quotes.get(id) ?? none) {
        if (!implied.has(quoted)) open.push(quoted);
        implied.add(quoted);
      }
    }
    return found.filter((id) => !implied.has(id));
  }
}

const none: readonly AttemptId[] = Object.freeze([]);

/** Of an answer and a prompt at the same moment the answer came first: that may be why the prompt was sent then. */
function byTime(one: Said, other: Said): number {
  return one.at - other.at || Number('prompt' in one) - Number('prompt' in other);
}
