import { basename } from 'node:path';
import type { PlannedCase, PlannedTarget } from '../plan';
import { readAround, type TextAround } from '../readAround';

/** What is around the cursor when a request is made. */
export interface CursorContext extends TextAround {
  /** Name of the file; empty without one. */
  readonly file: string;
  readonly language: string;
}

/**
 * Reads what is around the cursor, as much as the target is to be sent.
 * @param untyped characters in front of the cursor that are not typed yet
 * @throws when the file can't be read
 */
export async function gatherContext(
  planned: PlannedCase,
  { maxPrefix, maxSuffix }: PlannedTarget,
  untyped: number,
): Promise<CursorContext> {
  const { prefix, suffix } = await readAround(planned);
  const typed = untyped === 0 ? prefix : [...prefix].slice(0, -untyped).join('');
  return {
    prefix: lastOf(typed, maxPrefix),
    suffix: suffix.slice(0, maxSuffix),
    file: 'file' in planned.at ? basename(planned.at.file) : '',
    language: planned.language ?? '',
  };
}

function lastOf(text: string, count: number): string {
  return count === 0 ? '' : text.slice(-count);
}
