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
import { readTold, type Told } from './told';
import type { ServedTool } from './toolServer';

/** A program that takes longer hangs. */
const limitMilliseconds = 90_000;

/** What is known of one run of a program: what was served, and what Latency Lens made of it. */
export interface CaseRun {
  /** What went wrong with the program itself; undefined when it ended well. */
  readonly failure: string | undefined;
  readonly served: readonly Served[];
  readonly servedTools: readonly ServedTool[];
  readonly spool: Spool;
  readonly run: Run;
  /** What the program says that its client gave it. */
  readonly told: readonly Told[];
}

/** How a program ended, and what it printed. */
interface Ending {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end with the probe loaded, as a user's program would be, and reads the run as the host does. */
export async function runCase(matrixCase: MatrixCase, probePath: string): Promise<CaseRun> {
  const folder = await makeTemporaryFolder();
  const servers = await startServers();
  try {
    const spoolFolder = join(folder.path, 'spool');
    await mkdir(spoolFolder);
    const probe = buildProbeEnvironment({ probePath, spoolFolder, existing: {} });
    await matrixCase.prepare?.();
    const ending = await runProgram(matrixCase, { ...servers.environment, ...probe });
    const failure = findFailure(ending) ?? (await findDifference(matrixCase, ending));
    const spool = readSpool(spoolFolder);
    return {
      failure,
      served: [...servers.served(), ...(matrixCase.mocked ?? [])],
      servedTools: servers.servedTools(),
      spool,
      run: await readRunFolder(spoolFolder),
      told: matrixCase.tellsSamples ? readTold(ending.stdout) : [],
    };
  } finally {
    await servers.close();
    folder.remove();
  }
}

/** Runs the program once more, without the probe and against servers of its own. */
async function findDifference(
  matrixCase: MatrixCase,
  { stdout, stderr }: Ending,
): Promise<string | undefined> {
  if (!matrixCase.sameOutput) return undefined;
  const servers = await startServers();
  try {
    const without = await runProgram(matrixCase, servers.environment);
    const isSame = without.stdout === stdout && withoutPid(without.stderr) === withoutPid(stderr);
    return isSame ? undefined : 'prints something else than without the probe';
  } finally {
    await servers.close();
  }
}

/** Warnings of Node begin with it. */
function withoutPid(text: string): string {
  return text.replaceAll(/^\(node:\d+\)/gm, '(node)');
}

async function runProgram(
  { node, command, args, cwd, environment }: MatrixCase,
  added: Readonly<Record<string, string>>,
): Promise<Ending> {
  const owned = startProcess(command ?? node.path, args, {
    cwd,
    env: { ...process.env, ...environment, ...added },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const limit = setTimeout(() => void owned.stop(), limitMilliseconds);
  const { stdout: out, stderr: err } = owned.child;
  if (!out || !err) throw new Error('The output is not piped');
  const [code, stdout, stderr] = await Promise.all([owned.exited, text(out), text(err)]);
  clearTimeout(limit);
  return { code, stdout, stderr };
}

function findFailure({ code, stderr }: Ending): string | undefined {
  if (code === 0) return undefined;
  const lines = stderr.trim().split('\n');
  const line = lines.find((candidate) => /^\w*Error\b/.test(candidate)) ?? lines[0] ?? '';
  return `the program ended with ${code}: ${line}`;
}
