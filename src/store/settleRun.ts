import { mkdir, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Problem, Run } from '../model/run';
import { pausesPathOf } from './pausesOnDisk';
import { ownerPathOf, tracePathOf } from './runFolder';
import { saveTrace } from './traceOnDisk';

/** Raw files of a run, by whether their whole content is in the run. */
export interface RawFiles {
  readonly taken: readonly string[];
  readonly left: readonly string[];
}

/**
 * Saves an ended run into its folder and then deletes the raw files, which hold content. Files that could not be read
 * are kept in a folder of their own. The order lets a crash at any point lose nothing: as long as the owner's mark is
 * there all raw files are too, and once it is gone the trace is complete.
 * @returns the run, with a problem more when it could not be saved
 */
export async function settleRun(folder: string, run: Run, files: RawFiles): Promise<Run> {
  const settled = withProblems(run, files.left.length > 0 ? [describeKept(folder, files.left.length)] : []);
  try {
    await saveTrace(tracePathOf(folder), settled);
    await setAside(folder, files.left);
    await rm(ownerPathOf(folder), { force: true });
    await rm(pausesPathOf(folder), { force: true });
    for (const path of files.taken) await rm(path, { force: true });
    return settled;
  } catch (error) {
    return withProblems(run, [describeUnsaved(folder, error as Error)]);
  }
}

function unreadFolderOf(folder: string): string {
  return join(folder, 'unread');
}

async function setAside(folder: string, paths: readonly string[]): Promise<void> {
  if (paths.length === 0) return;
  const aside = unreadFolderOf(folder);
  await mkdir(aside, { recursive: true, mode: 0o700 });
  // One that has vanished meanwhile can't be kept, and must not keep the others from being closed.
  for (const path of paths) await rename(path, join(aside, basename(path))).catch(() => {});
}

function withProblems(run: Run, problems: readonly Problem[]): Run {
  return problems.length === 0 ? run : Object.freeze({ ...run, problems: [...run.problems, ...problems] });
}

function describeKept(folder: string, count: number): Problem {
  return {
    severity: 'info',
    code: 'rawKept',
    message: `What could not be read of this run is kept in ${unreadFolderOf(folder)} (files: ${count}).`,
    action: 'It may hold prompts and answers; delete it when you don’t need it.',
  };
}

function describeUnsaved(folder: string, error: Error): Problem {
  return {
    severity: 'error',
    code: 'notSaved',
    message: `The run could not be saved: ${error.message}`,
    action: `Its raw files stay in ${folder} and are taken up at the next start.`,
  };
}
