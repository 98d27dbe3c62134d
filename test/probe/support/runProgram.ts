import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { environmentNames } from '../../../src/protocol/environment';
import { type OwnedProcess, startProcess } from '../../support/processes';
import { projectRoot } from '../../support/projectRoot';
import { makeTemporaryFolder } from '../../support/temporaryFolder';
import { readSpool, type Spool } from './spool';

/** The probe as it ships. */
export const probePath = join(projectRoot, 'dist', 'probe', 'node.cjs');

/** Absolute path of a program in `test/fixtures/probe`. */
export function fixture(...path: string[]): string {
  return join(projectRoot, 'test', 'fixtures', 'probe', ...path);
}

export interface ProgramOptions {
  readonly args?: readonly string[];
  /** Binary that runs it; without one, that which runs us. */
  readonly node?: string;
  /** Arguments of Node itself. */
  readonly nodeArgs?: readonly string[];
  /** On top of this process's environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** False runs the program as if there were no probe, for comparison. */
  readonly probe?: boolean;
  readonly cwd?: string;
  /** Shell code that sets up the process, such as limits, before it becomes the program. */
  readonly setUp?: string;
}

/** How a program ran. */
export interface ProgramRun {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly spool: Spool;
}

/** A program under way. */
export interface RunningProgram {
  readonly process: OwnedProcess;
  readonly spoolFolder: string;
  /** Settles when the program is gone and its output was read. */
  readonly finished: Promise<ProgramRun>;
}

/** Runs a Node program to its end with the probe loaded and reads what the probe wrote. */
export async function runProgram(file: string, options: ProgramOptions = {}): Promise<ProgramRun> {
  const program = await startProgram(file, options);
  return program.finished;
}

/** Runs the text of an ES module, which may import what this project has installed. */
export function runSource(source: string, options: ProgramOptions = {}): Promise<ProgramRun> {
  const nodeArgs = [...(options.nodeArgs ?? []), '--input-type=module', '--eval', source];
  return runProgram('', { cwd: projectRoot, ...options, nodeArgs });
}

/** As `runProgram`, for programs that are interrupted. */
export async function startProgram(file: string, options: ProgramOptions = {}): Promise<RunningProgram> {
  const folder = await makeTemporaryFolder();
  const spoolFolder = join(folder.path, 'spool');
  await mkdir(spoolFolder);
  const [command, ...args] = commandLine(file, options);
  const owned = startProcess(command, args, {
    cwd: options.cwd,
    env: { ...process.env, ...(options.probe !== false && probeEnvironment(spoolFolder)), ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return {
    process: owned,
    spoolFolder,
    finished: finish(owned, spoolFolder).finally(folder.remove),
  };
}

function commandLine(
  file: string,
  { node: binary = process.execPath, nodeArgs = [], args = [], setUp }: ProgramOptions,
): [string, ...string[]] {
  const node: [string, ...string[]] = [binary, ...nodeArgs, ...(file ? [file] : []), ...args];
  return setUp ? ['sh', '-c', `${setUp}; exec "$0" "$@"`, ...node] : node;
}

function probeEnvironment(spoolFolder: string): Record<string, string> {
  return { NODE_OPTIONS: `--require "${probePath}"`, [environmentNames.spool]: spoolFolder };
}

async function finish({ child, exited }: OwnedProcess, spoolFolder: string): Promise<ProgramRun> {
  if (!child.stdout || !child.stderr) throw new Error('The output is not piped');
  const [stdout, stderr, exitCode] = await Promise.all([text(child.stdout), text(child.stderr), exited]);
  return { exitCode, stdout, stderr, spool: readSpool(spoolFolder) };
}
