import { readFileSync } from 'node:fs';
import { chooseSite } from '../../../src/attribution/chooseSite';
import { SourceMapper } from '../../../src/attribution/sourceMapper';
import { bodyText, type SpooledExchange } from './spool';

/**
 * The marked places of a program as `<file>:<line>:<column>`, by name. A mark is a comment of `@` and the name, right in
 * front of the name of the function that is called there.
 */
export function markersIn(file: string): Map<string, string> {
  const places = new Map<string, string>();
  for (const [index, line] of readFileSync(file, 'utf8').split('\n').entries()) {
    for (const mark of line.matchAll(/\/\*@(\w+)\*\/\s*/g)) {
      places.set(mark[1] as string, `${file}:${index + 1}:${mark.index + mark[0].length + 1}`);
    }
  }
  return places;
}

/** Where the host places a request, with the way it was found: `<file>:<line>:<column> <method> <confidence>`. */
export async function placeOf({
  frames,
}: Pick<SpooledExchange, 'frames'>): Promise<{ place: string; how: string }> {
  const { site, method, confidence } = await chooseSite(frames, mapper);
  const place = site ? `${site.file}:${site.line}:${site.column}` : 'nowhere';
  return { place, how: `${method} ${confidence}` };
}

const mapper = new SourceMapper();

/** The mark that a request says it was made at: programs put `cell:<mark>` into what they ask. */
export function claimedMark(exchange: SpooledExchange): string | undefined {
  return /cell:(\w+)/.exec(bodyText(exchange.requestBody))?.[1];
}

/** One line per request that is not placed at the mark it claims: what should be empty. */
export async function misplaced(exchanges: readonly SpooledExchange[], file: string): Promise<string[]> {
  const markers = markersIn(file);
  const wrong: string[] = [];
  for (const exchange of exchanges) {
    const mark = claimedMark(exchange) ?? 'no mark';
    const { place, how } = await placeOf(exchange);
    if (place !== markers.get(mark)) wrong.push(`${mark}: ${place} (${how}), not ${markers.get(mark)}`);
  }
  return wrong;
}
