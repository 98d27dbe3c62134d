import { isAbsolute } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readFileSync, statSync } from '../builtins';

/** Larger files are bundles: those are compiled before the program runs, not while it does. */
const largestRead = 1 << 20;
const maxTexts = 100;
const lineEnd = /\r\n?|[\n\u2028\u2029]/g;

/** A script's text as lines and the offset at which each begins. */
export interface LinedText {
  readonly lines: readonly string[];
  readonly starts: readonly number[];
}

const texts = new Map<string, LinedText | 'large' | undefined>();

/** The path behind a script's name, if it has one. */
export function pathOf(script: string): string | undefined {
  if (isAbsolute(script)) return script;
  return script.startsWith('file:') ? fileURLToPath(script) : undefined;
}

/** A file as it was when it was asked for first; undefined when there is none. */
export function readDiskText(path: string): LinedText | 'large' | undefined {
  if (!texts.has(path)) {
    if (texts.size >= maxTexts) texts.clear();
    texts.set(path, read(path));
  }
  return texts.get(path);
}

/** Splits as the engine counts lines. */
export function splitLines(text: string): LinedText {
  const starts = [0];
  for (const { index, 0: end } of text.matchAll(lineEnd)) starts.push(index + end.length);
  return { starts, lines: text.split(lineEnd) };
}

function read(path: string): LinedText | 'large' | undefined {
  try {
    if (statSync(path).size > largestRead) return 'large';
    return splitLines(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}
