import { findSourceMap, type SourceMap } from 'node:module';
import { dirname, resolve } from 'node:path';
import type { RawFrame } from '../../../protocol/probeRecords';
import { descriptorOf, ErrorConstructor } from '../builtins';
import { isAlike, isOnDisk } from './diskPlaces';
import { findEngineScript } from './engineScripts';
import { PlaceCallSite } from './placeCallSite';
import type { Place } from './places';

type Position = NonNullable<RawFrame['mapped']>;

const maxCached = 2000;
const cache = new Map<string, Mapping>();

/** Newer runtimes have a formatter installed from the start; it maps nothing that `findSourceMap` does not. */
const runtimeFormatter: unknown = descriptorOf(ErrorConstructor, 'prepareStackTrace')?.value;

/** What the program's own process knows of a place in code that was compiled. */
export type Mapping = Pick<RawFrame, 'mapped' | 'edited'>;

/**
 * Where a place is by the source map support of the program: the runtime's (`--enable-source-maps`, tsx), that of an
 * installed formatter (ts-node, vitest, jest), or else the map within the script itself when what runs is not what the
 * file holds. Nothing when the file holds what runs: whether it was compiled earlier, the host finds out.
 */
export function mapPlace(raw: Place): Mapping {
  const key = `${raw.file}:${raw.line}:${raw.column}`;
  const known = cache.get(key);
  if (known) return known;
  const mapped = byRuntime(raw) ?? byFormatter(raw);
  const mapping = mapped ? { mapped } : byEngine(raw);
  if (cache.size >= maxCached) cache.clear();
  cache.set(key, mapping);
  return mapping;
}

function byEngine(raw: Place): Mapping {
  if (isOnDisk(raw)) return {};
  const script = findEngineScript(raw.file);
  if (script?.map) return { mapped: byMap(script.map, raw) };
  return script?.text && isAlike(raw, script.text) ? {} : { edited: true };
}

function byRuntime({ file, line, column }: Place): Position | undefined {
  const map = findSourceMap(file);
  return map && byMap(map, { file, line, column });
}

function byMap(map: SourceMap, { file, line, column }: Place): Position | undefined {
  const entry = map.findEntry(line - 1, column - 1);
  if (!entry || !('originalSource' in entry) || !entry.originalSource) return undefined;
  const { originalSource, originalLine, originalColumn } = entry;
  return { file: absolute(originalSource, file), line: originalLine + 1, column: originalColumn + 1 };
}

function absolute(source: string, generated: string): string {
  return /^[a-z][a-z0-9+.-]+:/i.test(source) ? source : resolve(dirname(generated), source);
}

/** The formatter runs as it does for any error of the program, on a stack of this one call site. */
function byFormatter(raw: Place): Position | undefined {
  const format: unknown = descriptorOf(ErrorConstructor, 'prepareStackTrace')?.value;
  if (typeof format !== 'function' || format === runtimeFormatter) return undefined;
  const position = positionIn(attempt(() => format(new ErrorConstructor(), [new PlaceCallSite(raw)])));
  const same = position && position.line === raw.line && position.column === raw.column;
  return same ? undefined : position;
}

/** Reads `at name (file:line:column)` or `at file:line:column`. */
function positionIn(text: unknown): Position | undefined {
  if (typeof text !== 'string') return undefined;
  const found = /(?:\(|at (?:async )?)([^()\n]+):(\d+):(\d+)\)?\s*$/.exec(text);
  return found ? { file: found[1] as string, line: Number(found[2]), column: Number(found[3]) } : undefined;
}

function attempt(work: () => unknown): unknown {
  try {
    return work();
  } catch {
    return undefined;
  }
}
