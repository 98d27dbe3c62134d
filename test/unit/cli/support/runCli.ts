import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { type OwnedProcess, startProcess } from '../../../support/processes';
import { projectRoot } from '../../../support/projectRoot';

export interface CliRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

type Environment = Readonly<Record<string, string>>;

/**
 * Runs `latency-lens` as it ships to its end.
 * @param folder where it runs, and the home of the one who runs it
 * @param environment on top of this process's
 */
export async function runCli(
  folder: string,
  args: readonly string[],
  environment: Environment = {},
): Promise<CliRun> {
  return startCli(folder, args, environment).finished;
}

/** Starts `latency-lens` as it ships. */
export function startCli(
  folder: string,
  args: readonly string[],
  environment: Environment = {},
): OwnedProcess & { readonly finished: Promise<CliRun> } {
  const { NODE_OPTIONS: _, LATENCY_LENS_SPOOL: __, ...inherited } = process.env;
  const owned = startProcess(process.execPath, [join(projectRoot, 'dist', 'cli.js'), ...args], {
    cwd: folder,
    env: { ...inherited, HOME: folder, USERPROFILE: folder, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const { stdout, stderr } = owned.child;
  if (!stdout || !stderr) throw new Error('The output is not piped');
  const output = Promise.all([text(stdout), text(stderr), once(owned.child, 'close')]);
  const finished = output.then(([out, errors, [code]]) => ({ code, stdout: out, stderr: errors }));
  return { ...owned, finished };
}
