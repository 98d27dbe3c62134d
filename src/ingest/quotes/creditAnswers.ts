/**
 * Of the answers that a text has fingerprints of, those that it must have its words from. Answers have words in common,
 * such as the manner in which they begin: what lies within the words of the answer that the text has most of is no sign
 * of another one. Answers that are found in the very same places can't be told apart and are named together.
 * @param found places of its fingerprints within the text, ascending, by answer
 */
export function creditAnswers<Answer>(found: ReadonlyMap<Answer, readonly number[]>): Answer[] {
  const explained = new Set<number>();
  const credited: { readonly answer: Answer; readonly places: readonly number[] }[] = [];
  for (const [answer, places] of [...found].sort(([, one], [, other]) => other.length - one.length)) {
    const isNew = places.some((place) => !explained.has(place));
    if (!isNew && !isAlike(places, credited.at(-1)?.places)) continue;
    credited.push({ answer, places });
    markStretches(places, explained);
  }
  return credited.map(({ answer }) => answer);
}

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
