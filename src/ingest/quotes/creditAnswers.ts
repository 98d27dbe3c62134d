/** What a text has of an answer. */
export interface Found<Answer> {
  readonly answer: Answer;
  /** Where in the text its fingerprints are: their numbers, ascending. */
  readonly places: readonly number[];
  /** How much of the answer that is, up to 1. */
  readonly share: number;
}

/**
 * Of the answers that a text has fingerprints of, those that it must have its words from. Answers have words in common,
 * such as the manner in which they begin: what lies within the words of the answer that the text has most of is no sign
 * of another one, unless all of that one is there too. Answers that are found in the very same places can't be told apart
 * and are named together.
 */
export function creditAnswers<Answer>(found: readonly Found<Answer>[]): Answer[] {
  const explained = new Set<number>();
  const credited: Found<Answer>[] = [];
  for (const one of [...found].sort((a, b) => b.places.length - a.places.length)) {
    const isNew = one.places.some((place) => !explained.has(place));
    if (!isNew && one.share < wholeShare && !isAlike(one.places, credited.at(-1)?.places)) continue;
    credited.push(one);
    markStretches(one.places, explained);
  }
  return credited.map(({ answer }) => answer);
}

/** Of an answer that was passed on, a program may cut something off. */
const wholeShare = 0.8;

/** Fingerprints that the answer lacks here and there within a stretch of its words, or at its ends. */
const longestGap = 2;

function markStretches(places: readonly number[], explained: Set<number>): void {
  let last = Number.NEGATIVE_INFINITY;
  for (const place of places) {
    const from = place - last <= longestGap + 1 ? last : place - 1;
    for (let at = from; at <= place + 1; at++) explained.add(at);
    last = place;
  }
}

function isAlike(places: readonly number[], others: readonly number[] = []): boolean {
  return places.length === others.length && places.every((place, index) => place === others[index]);
}
