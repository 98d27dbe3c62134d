import { findSourceMap } from 'node:module';
import { dirname, resolve } from 'node:path';
import type { RawFrame } from '../../../protocol/probeRecords';
import { descriptorOf, ErrorConstructor } from '../builtins';
import { PlaceCallSite } from './placeCallSite';
import type { Place } from './places';

type Position = NonNullable<RawFrame['mapped']>;

const maxCached = 2000;
const cache = new Map<string, Position | undefined>();

/** Newer runtimes have a formatter installed from the start; it maps nothing that `findSourceMap` does not. */
const runtimeFormatter: unknown = descriptorOf(ErrorConstructor, 'prepareStackTrace')?.value;

/**
 * Where the program's own source map support says a place is: the runtime's (`--enable-source-maps`, tsx), or that of
 * an installed formatter (ts-node, vitest, jest). Undefined when neither knows better.
 */
export function mapPlace(raw: Place): Position | undefined {
  const key = `${raw.file}:${raw.line}:${raw.column}`;
  if (cache.has(key)) return cache.get(key);
  const mapped = byRuntime(raw) ?? byFormatter(raw);
  if (cache.size >= maxCached) cache.clear();
  cache.set(key, mapped);
  return mapped;
}

function byRuntime({ file, line, column }: Place): Position | undefined {
  const entry = findSourceMap(file)?.findEntry(line - 1, column - 1);
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
