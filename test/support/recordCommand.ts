import { join } from 'node:path';
import { buildProbeEnvironment } from '../../src/launch/buildProbeEnvironment';
import { createRunFolder } from '../../src/launch/createRunFolder';
import { installProbe } from '../../src/launch/installProbe';
import type { Run } from '../../src/model/run';
import { type LiveRun, recordRun } from '../../src/pipeline';
import { RunStore } from '../../src/store/runStore';
import { oncePerProcess } from './oncePerProcess';
import { type OwnedProcess, startProcess } from './processes';
import { projectRoot } from './projectRoot';
import { makeTemporaryFolder } from './temporaryFolder';

export interface RecordedCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  /** On top of this process's environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Name of the run. */
  readonly title: string;
  /** Called as soon as the program runs. */
  readonly started?: (live: LiveRun, program: OwnedProcess) => void;
}

/**
 * Runs a command to its end with the probe as it ships, through the whole pipeline. Its output is thrown away.
 * @returns the run as it is stored
 * @throws when the command fails, with what it wrote to stderr
 */
export async function recordCommand(recorded: RecordedCommand): Promise<Run> {
  const { command, args, cwd, env, title } = recorded;
  const probePath = await oncePerProcess('installedProbe', installShippedProbe);
  const folder = await makeTemporaryFolder();
  const live = recordRun({
    store: new RunStore(),
    origin: { kind: 'record', title, folder: cwd },
    folder: await createRunFolder(folder.path),
    pollEveryMs: 20,
  });
  const probe = buildProbeEnvironment({ probePath, spoolFolder: live.spoolFolder, existing: {} });
  const program = startProcess(command, args, {
    cwd,
    env: { ...process.env, ...env, ...probe },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const errors: Buffer[] = [];
  program.child.stderr?.on('data', (piece: Buffer) => errors.push(piece));
  recorded.started?.(live, program);
  try {
    const code = await program.exited;
    if (code !== 0) throw new Error(`${title} ended with ${code}:\n${Buffer.concat(errors)}`);
    return await live.end();
  } finally {
    await program.stop();
    folder.remove();
  }
}

/** A copy, which stays as it is when the project is built while programs run. */
async function installShippedProbe(): Promise<string> {
  const folder = await makeTemporaryFolder();
  return installProbe(join(projectRoot, 'dist', 'probe', 'node.cjs'), folder.path);
}
