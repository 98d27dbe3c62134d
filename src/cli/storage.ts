import { homedir } from 'node:os';
import { join } from 'node:path';
import { createRunFolder } from '../launch/createRunFolder';
import { installProbe } from '../launch/installProbe';

const storageFolder = join(homedir(), '.latency-lens');

/** Holds a private folder per run while it is recorded. */
export const runsFolder = join(storageFolder, 'runs');

/** Where a program that is to be seen finds the probe and writes. */
export interface PreparedRun {
  readonly probePath: string;
  readonly folder: string;
}

/**
 * Puts the probe in place and makes a folder for one run.
 * @throws HumanError when the home directory can't be written
 */
export async function prepareRun(): Promise<PreparedRun> {
  const probePath = await installProbe(join(__dirname, 'probe', 'node.cjs'), storageFolder);
  return { probePath, folder: await createRunFolder(runsFolder) };
}
