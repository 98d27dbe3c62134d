import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isNumber, listOf, optional, shape } from '../base/shape';
import type { EpochMilliseconds } from '../base/units';

/** A span in which a debugger held the program, on the wall clock. Open while `endEpoch` is missing. */
export interface EpochPause {
  readonly startEpoch: EpochMilliseconds;
  readonly endEpoch?: EpochMilliseconds;
}

const isPauses = listOf(shape<EpochPause>({ startEpoch: isNumber, endEpoch: optional(isNumber) }));

/** Where the pauses of a run that is being recorded are: only the editor knows them, and it may die. */
export function pausesPathOf(folder: string): string {
  return join(folder, 'pauses.json');
}

/** Writes down the pauses of a run; the file is there whole or as it was. Fails when the folder can't be written. */
export async function savePauses(folder: string, pauses: readonly EpochPause[]): Promise<void> {
  const path = pausesPathOf(folder);
  await writeFile(`${path}.tmp`, JSON.stringify(pauses), { mode: 0o600 });
  await rename(`${path}.tmp`, path);
}

/** The pauses that were written down; none when nobody did. */
export async function readPauses(folder: string): Promise<readonly EpochPause[]> {
  try {
    const value: unknown = JSON.parse(await readFile(pausesPathOf(folder), 'utf8'));
    return isPauses(value) ? value : [];
  } catch {
    return [];
  }
}
