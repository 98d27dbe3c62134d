import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  type DecodedSourceMap,
  decodedMappings,
  type EncodedSourceMap,
  type SourceMapSegment,
  TraceMap,
} from '@jridgewell/trace-mapping';

/** Some 5 ms of work. */
const SLICE_CHARS = 64 << 10;

type Mappings = SourceMapSegment[][];

/** What a slice's numbers are relative to: the last source, line, column and name in front of it. */
type Base = [source: number, line: number, column: number, name: number];

/**
 * A map with its mappings decoded, a slice at a time, so that whoever shares the thread waits for no more than one.
 * @throws when they are malformed
 */
export async function decodeMap(
  map: EncodedSourceMap,
  { sliceChars = SLICE_CHARS }: { readonly sliceChars?: number } = {},
): Promise<DecodedSourceMap> {
  return { ...map, mappings: await decodeMappings(map.mappings, sliceChars) };
}

async function decodeMappings(text: string, sliceChars: number): Promise<Mappings> {
  const mappings: Mappings = [[]];
  const base: Base = [0, 0, 0, 0];
  for (let from = 0; from < text.length; ) {
    const to = endOfSlice(text, from + sliceChars);
    append(mappings, decodeSlice(text.slice(from, to), base), text[from - 1] === ',');
    if (to < text.length) await nextTurn();
    from = to + 1;
    if (text[to] === ';') mappings.push([]);
  }
  return mappings;
}

/** The first separator from there on, or the end of all. */
function endOfSlice(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    if (text[at] === ';' || text[at] === ',') return at;
  }
  return text.length;
}

function decodeSlice(text: string, base: Base): Mappings {
  const decoded = decodedMappings(
    new TraceMap({ version: 3, mappings: text, sources: [], names: [] }),
  ) as Mappings;
  const [source, line, column, name] = base;
  for (const segment of decoded.flat()) {
    if (segment.length === 1) continue;
    base[0] = segment[1] += source;
    base[1] = segment[2] += line;
    base[2] = segment[3] += column;
    if (segment.length === 5) base[3] = segment[4] += name;
  }
  return decoded;
}

/** A slice that begins within a line goes on with its columns. */
function append(mappings: Mappings, [first = [], ...rest]: Mappings, isWithinLine: boolean): void {
  const line = mappings.at(-1) as SourceMapSegment[];
  const column = isWithinLine ? (line.at(-1)?.[0] ?? 0) : 0;
  for (const segment of first) {
    segment[0] += column;
    line.push(segment);
  }
  mappings.push(...rest);
}
