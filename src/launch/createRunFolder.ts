import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { HumanError } from '../base/humanError';

/**
 * Creates a private folder for one run and returns its path. Its name, which becomes the run's id, sorts by time.
 * @param root folder that holds all runs; created when it is missing
 * @throws HumanError when it can't be created
 */
export async function createRunFolder(root: string): Promise<string> {
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  const folder = join(root, `${stamp}-${randomBytes(4).toString('hex')}`);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return folder;
  } catch (cause) {
    throw new HumanError(
      `Latency Lens could not create a folder for the run in ${root}: ${(cause as Error).message}`,
      'Check that the folder can be written and that the disk is not full.',
      { cause },
    );
  }
}
