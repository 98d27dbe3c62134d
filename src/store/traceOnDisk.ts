import { randomUUID } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { HumanError } from '../base/humanError';
import type { Run } from '../model/run';
import { type ParsedTrace, parseTrace } from './parseTrace';
import { serialiseTrace } from './serialiseTrace';

/**
 * Saves a run. The file is there whole or not at all, and only its owner may read it.
 * @throws HumanError when it can't be written
 */
export async function saveTrace(path: string, run: Run): Promise<void> {
  const unfinished = `${path}.${randomUUID()}.tmp`;
  try {
    await writeFile(unfinished, serialiseTrace(run), { mode: 0o600 });
    await rename(unfinished, path);
  } catch (cause) {
    await rm(unfinished, { force: true }).catch(() => {});
    throw new HumanError(
      `The run could not be saved to ${path}: ${(cause as Error).message}`,
      'Check that the folder exists, can be written, and that the disk is not full.',
      { cause },
    );
  }
}

/**
 * Reads a saved run.
 * @throws HumanError when the file can't be read or is no trace
 */
export async function loadTrace(path: string): Promise<ParsedTrace> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    throw new HumanError(
      `${path} can't be read: ${(cause as Error).message}`,
      'Check the path and its permissions.',
      {
        cause,
      },
    );
  }
  return parseTrace(text);
}
