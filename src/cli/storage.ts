import { constants } from 'node:fs';
import { access, rm, rmdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { HumanError } from '../base/humanError';
import { createRunFolder } from '../launch/createRunFolder';
import { installProbe } from '../launch/installProbe';
import { takeUpRuns } from '../pipeline';
import { RunArchive } from '../store/runArchive';
import { tracePathOf } from '../store/runFolder';
import { RunStore } from '../store/runStore';

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

/**
 * Sees to it that files can be written, before there are minutes of work to be lost.
 * @param paths of the files, by the option that names them
 * @throws HumanError when one can't
 */
export async function checkWritable(paths: Readonly<Record<string, string | undefined>>): Promise<void> {
  for (const [option, path] of Object.entries(paths)) {
    const folder = dirname(resolve(path ?? ''));
    try {
      if (path !== undefined) await access(folder, constants.W_OK);
    } catch (cause) {
      throw new HumanError(`${folder} can't be written.`, `Choose another place with ${option}.`, { cause });
    }
  }
}

/** Deletes a run's folder, but nothing in it that could not be read: its problems name that. */
export async function discardRun(folder: string): Promise<void> {
  await rm(tracePathOf(folder), { force: true });
  await rmdir(folder).catch(() => {});
}

/** A recorder that was killed leaves raw records behind, which hold content: they become a trace now. */
export async function takeUpEarlierRuns(): Promise<void> {
  const store = new RunStore();
  const archive = new RunArchive({ store, root: runsFolder });
  await takeUpRuns(archive, store);
  archive.dispose();
  for (const { id } of store.runs) {
    process.stderr.write(
      `A recording that was cut off earlier is saved: latency-lens report ${join(runsFolder, id)}\n`,
    );
  }
}
