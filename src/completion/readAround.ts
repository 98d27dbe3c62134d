import { readFile } from 'node:fs/promises';
import type { PlannedCase } from './plan';
import { resolveCursor } from './suite/resolveCursor';

/** All of the text around a cursor. */
export interface TextAround {
  readonly prefix: string;
  readonly suffix: string;
}

/**
 * Reads what is around the cursor of a case now.
 * @throws when its file can't be read or has become shorter
 */
export async function readAround({ at }: PlannedCase): Promise<TextAround> {
  if ('prefix' in at) return at;
  const { line, column } = at;
  const found = resolveCursor(await readFile(at.file, 'utf8'), { line, column });
  if ('problem' in found) throw new Error(found.problem);
  return { prefix: found.prefix, suffix: found.suffix.slice(at.taken) };
}
