import type { AttemptId, Milliseconds } from '../../base/units';
import { creditAnswers } from './creditAnswers';
import { FingerprintTable } from './fingerprintTable';

/** An answer that is over. */
export interface AnswerSource {
  readonly id: AttemptId;
  readonly end: Milliseconds;
}

/** The answers that words came up in first; none where a prompt had them before. */
type Owners = readonly AnswerSource[];

const nobody: Owners = [];

/** Words that more answers than this have come up with are a manner of speaking. */
const maxOwners = 16;

/** So many fingerprints are remembered, of some seven million characters; then nothing more is taken in. */
const maxFingerprints = 1_000_000;

/**
 * Knows for the fingerprints of all words of a run where they came up first: told of answers when they ended and of
 * prompts when they were sent, in the order of time. Words that a prompt had before an answer ended are no sign of that
 * answer: it repeats them, or they are what the program says each time.
 */
export class WordSources {
  private readonly table = new FingerprintTable();
  /** Lists that the table points to by their place; by the complement of it once a prompt had the words too. */
  private readonly owners: Owners[] = [nobody];
  /** How many fingerprints each answer came up with. */
  private readonly sizes = new Map<AttemptId, number>();

  constructor(private readonly limit = maxFingerprints) {}

  addAnswer(answer: AnswerSource, fingerprints: Float64Array): void {
    const joined = new Map<number, number>();
    for (const fingerprint of fingerprints) {
      const known = this.table.get(fingerprint) ?? (this.isFull ? taken : 0);
      const place = known < 0 ? known : this.join(known, answer, joined);
      if (place === known) continue;
      this.table.set(fingerprint, place);
      if (place !== taken) this.sizes.set(answer.id, (this.sizes.get(answer.id) ?? 0) + 1);
    }
  }

  /** Takes the words of a new part of a prompt, and gives the answers that they came from, in the order they ended. */
  addPart(fingerprints: Float64Array, sentAt: Milliseconds): AttemptId[] {
    const found = new Map<AnswerSource, { readonly places: number[]; readonly words: Set<number> }>();
    for (const [at, fingerprint] of fingerprints.entries()) {
      for (const answer of this.take(fingerprint)) {
        if (answer.end > sentAt) continue;
        const known = found.get(answer) ?? { places: [], words: new Set() };
        found.set(answer, known);
        known.places.push(at);
        known.words.add(fingerprint);
      }
    }
    const hits = [...found].map(([answer, { places, words }]) => {
      return { answer, places, share: words.size / (this.sizes.get(answer.id) ?? 1) };
    });
    return creditAnswers(hits)
      .sort((one, other) => one.end - other.end)
      .map(({ id }) => id);
  }

  /** Answers that came up with a word that is in a prompt now. */
  private take(fingerprint: number): Owners {
    const known = this.table.get(fingerprint);
    if (known === undefined && this.isFull) return nobody;
    const place = known ?? 0;
    if (place >= 0) this.table.set(fingerprint, ~place);
    return this.owners[place < 0 ? ~place : place] as Owners;
  }

  private get isFull(): boolean {
    return this.table.size >= this.limit;
  }

  /** Place of the list that has one answer more. @param joined where that list is, by the place of the shorter one */
  private join(place: number, answer: AnswerSource, joined: Map<number, number>): number {
    const owners = this.owners[place] as Owners;
    if (owners.at(-1)?.id === answer.id) return place;
    if (owners.length === maxOwners) return taken;
    const known = joined.get(place);
    if (known !== undefined) return known;
    joined.set(place, this.owners.push([...owners, answer]) - 1);
    return this.owners.length - 1;
  }
}

/** What the table has for words that are nobody's any more. */
const taken = ~0;
