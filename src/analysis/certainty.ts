import type { Attribution, Confidence } from '../model/attribution';

/** How sure it is that calls came from where they are shown, as a word; undefined where it is a fact. */
export function certaintyWord(confidence: Confidence): 'probably' | 'possibly' | undefined {
  return { high: undefined, medium: 'probably' as const, low: 'possibly' as const }[confidence];
}

/** Why the line of a call is no fact, in a sentence; undefined where it is one. */
export function explainDoubt({ site, method, confidence }: Attribution): string | undefined {
  if (!site || confidence === 'high') return undefined;
  if (method === 'stale') {
    return 'The way from this line to the request could not be followed all along, so another line may have made it.';
  }
  if (method === 'confirmed') {
    return 'The program waited for this call, but other code that the call led to may have made the request.';
  }
  return confidence === 'low'
    ? 'The place that the runtime named is none that a person wrote: its source map is missing or out of date.'
    : 'The source of this line, or code that was nearer to the request, could not be found.';
}

/** Whether the first promises less than the second. */
export function isLessCertain(one: Confidence, other: Confidence): boolean {
  return rank[one] < rank[other];
}

const rank: Readonly<Record<Confidence, number>> = { low: 0, medium: 1, high: 2 };
