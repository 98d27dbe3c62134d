import type { TraceMap } from '@jridgewell/trace-mapping';
import { readBounded } from './readBounded';
import { findMapUrl, readSourceMap } from './readSourceMap';

/** A file that the program runs or is made of, as it is on disk. */
export interface SourceFile {
  readonly path: string;
  readonly lines: readonly string[];
  /** The map of a generated file. */
  readonly map?: TraceMap;
  /** It was generated, but from what can't be read. */
  readonly mapIsMissing: boolean;
  /** Memory it takes, roughly, in bytes. */
  readonly weight: number;
}

/**
 * Reads a file and its source map (https://tc39.es/ecma426/).
 * @throws when the file itself can't be read
 */
export async function readSourceFile(path: string): Promise<SourceFile> {
  const text = await readBounded(path);
  const url = findMapUrl(text);
  const found = await readSourceMap(path, url).catch(() => undefined);
  return {
    path,
    lines: text.split('\n'),
    map: found?.map,
    mapIsMissing: url !== undefined && !found,
    weight: text.length + (found?.weight ?? 0),
  };
}
