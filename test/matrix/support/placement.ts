import type { Attribution } from '../../../src/model/attribution';

/** Where something was placed: `<file>:<line>:<column>`, or `nowhere`. */
export function placeOf({ site }: Attribution): string {
  return site ? `${site.file}:${site.line}:${site.column}` : 'nowhere';
}

/** Where something has to be placed. */
export interface Mark {
  readonly place: string;
  /** Nobody can know it for certain: see `MatrixCase`. */
  readonly isDoubtful: boolean;
}

/**
 * What is not as it must be: the line and column of the mark, with high confidence. Where nobody can know them, the line
 * is to be right and told as possible.
 */
export function placementFaults(attribution: Attribution, { place, isDoubtful }: Mark): string[] {
  const { method, confidence } = attribution;
  const found = placeOf(attribution);
  const isThere = isDoubtful ? lineOf(found) === lineOf(place) : found === place;
  const due = isDoubtful ? 'low' : 'high';
  return [
    ...(isThere ? [] : [`placed at ${found} (${method} ${confidence})`]),
    ...(confidence === due ? [] : [`confidence ${confidence} (${method})`]),
  ];
}

function lineOf(place: string): string {
  return place.replace(/:\d+$/, '');
}
