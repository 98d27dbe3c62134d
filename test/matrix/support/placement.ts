import type { Attribution } from '../../../src/model/attribution';

/** Where something was placed: `<file>:<line>:<column>`, or `nowhere`. */
export function placeOf({ site }: Attribution): string {
  return site ? `${site.file}:${site.line}:${site.column}` : 'nowhere';
}

/** What is not as it must be: the line and column of the mark, with high confidence. */
export function placementFaults(attribution: Attribution, place: string): string[] {
  const { method, confidence } = attribution;
  const found = placeOf(attribution);
  return [
    ...(found === place ? [] : [`placed at ${found} (${method} ${confidence})`]),
    ...(confidence === 'high' ? [] : [`confidence ${confidence} (${method})`]),
  ];
}
