import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { buildProbeEnvironment } from '../../../src/launch/buildProbeEnvironment';
import type { Run } from '../../../src/model/run';
import { readRunFolder } from '../../../src/pipeline';
import { readSpool, type Spool } from '../../probe/support/spool';
import { startProcess } from '../../support/processes';
import { makeTemporaryFolder } from '../../support/temporaryFolder';
import type { MatrixCase } from '../matrixCase';
import type { Served } from './served';
import { startServers } from './servers';

/** A program that takes longer hangs. */
const limitMilliseconds = 90_000;

/** What is known of one run of a program: what was served, and what Latency Lens made of it. */
export interface CaseRun {
  /** What went wrong with the program itself; undefined when it ended well. */
  readonly failure: string | undefined;
  readonly served: readonly Served[];
  readonly spool: Spool;
  readonly run: Run;
}

/** Runs a program to its end with the probe loaded, as a user's program would be, and reads the run as the host does. */
export async function runCase(matrixCase: MatrixCase, probePath: string): Promise<CaseRun> {
  const folder = await makeTemporaryFolder();
  const servers = await startServers();
  try {
    const spoolFolder = join(folder.path, 'spool');
    await mkdir(spoolFolder);
    const probe = buildProbeEnvironment({ probePath, spoolFolder, existing: {} });
    const failure = await runProgram(matrixCase, { ...servers.environment, ...probe });
    const spool = readSpool(spoolFolder);
    return { failure, served: servers.served(), spool, run: await readRunFolder(spoolFolder) };
  } finally {
    await servers.close();
    folder.remove();
  }
}

async function runProgram(
  { node, command, args, cwd, environment }: MatrixCase,
  added: Readonly<Record<string, string>>,
): Promise<string | undefined> {
  const owned = startProcess(command ?? node.path, args, {
    cwd,
    env: { ...process.env, ...environment, ...added },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const limit = setTimeout(() => void owned.stop(), limitMilliseconds);
  const [code, said] = await Promise.all([owned.exited, owned.child.stderr ? text(owned.child.stderr) : '']);
  clearTimeout(limit);
  if (code === 0) return undefined;
  const lines = said.trim().split('\n');
  const line = lines.find((candidate) => /^\w*Error\b/.test(candidate)) ?? lines[0] ?? '';
  return `the program ended with ${code}: ${line}`;
}
