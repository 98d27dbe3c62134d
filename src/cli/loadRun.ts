import { readdir, stat } from 'node:fs/promises';
import { HumanError } from '../base/humanError';
import type { Run } from '../model/run';
import { readRunFolder } from '../pipeline';
import { SPOOL_FILE_SUFFIX } from '../protocol/probeRecords';
import { TRACE_FILE, tracePathOf } from '../store/runFolder';
import { loadTrace } from '../store/traceOnDisk';

/**
 * Reads a run from a trace file, or from a run folder with what the probe has written so far.
 * @throws HumanError when there is no run to be read
 */
export async function loadRun(path: string): Promise<Run> {
  if (!(await isFolder(path))) return loadTraceFile(path);
  const names = await readdir(path);
  if (names.some((name) => name.endsWith(SPOOL_FILE_SUFFIX))) return readRunFolder(path);
  if (names.includes(TRACE_FILE)) return loadTraceFile(tracePathOf(path));
  throw new HumanError(
    `There is no run in the folder ${path}.`,
    'If it is one that `latency-lens env` has made, no program has written into it yet: does yours get NODE_OPTIONS and LATENCY_LENS_SPOOL?',
  );
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (cause) {
    const isMissing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    const why = isMissing ? 'There is no file' : `${(cause as Error).message}:`;
    throw new HumanError(`${why} ${path}.`, 'Check the path.', { cause });
  }
}

async function loadTraceFile(path: string): Promise<Run> {
  const { run, problems } = await loadTrace(path);
  return { ...run, problems: [...run.problems, ...problems] };
}
