import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { startProcess } from '../../../support/processes';
import { projectRoot } from '../../../support/projectRoot';

export interface CliRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs `latency-lens` as it ships to its end.
 * @param folder where it runs, and the home of the one who runs it
 */
export async function runCli(folder: string, args: readonly string[]): Promise<CliRun> {
  const { NODE_OPTIONS: _, LATENCY_LENS_SPOOL: __, ...inherited } = process.env;
  const { child } = startProcess(process.execPath, [join(projectRoot, 'dist', 'cli.js'), ...args], {
    cwd: folder,
    env: { ...inherited, HOME: folder, USERPROFILE: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (!child.stdout || !child.stderr) throw new Error('The output is not piped');
  const output = Promise.all([text(child.stdout), text(child.stderr)]);
  const [code] = await once(child, 'close');
  const [stdout, stderr] = await output;
  return { code, stdout, stderr };
}
