import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildProbeEnvironment } from '../../src/launch/buildProbeEnvironment';
import { createRunFolder } from '../../src/launch/createRunFolder';
import { installProbe } from '../../src/launch/installProbe';
import type { Run } from '../../src/model/run';
import { recordRun } from '../../src/pipeline';
import { RunStore } from '../../src/store/runStore';
import { startProcess } from './processes';
import { projectRoot } from './projectRoot';
import { makeTemporaryFolder } from './temporaryFolder';

/**
 * Runs the text of a CommonJS program to its end with the probe as it ships, through the whole pipeline. The program may
 * require what this project has installed.
 * @returns the run as it is stored
 * @throws when the program fails
 */
export async function recordProgram(source: string, args: readonly string[]): Promise<Run> {
  const folder = await makeTemporaryFolder();
  const probePath = await installProbe(
    join(projectRoot, 'dist/probe/node.cjs'),
    join(folder.path, 'storage'),
  );
  const live = recordRun({
    store: new RunStore(),
    origin: { kind: 'record', title: 'agent.cjs' },
    folder: await createRunFolder(join(folder.path, 'runs')),
    pollEveryMs: 20,
  });
  const file = join(folder.path, 'agent.cjs');
  writeFileSync(file, source);
  const env = buildProbeEnvironment({ probePath, spoolFolder: live.spoolFolder, existing: {} });
  const modules = { NODE_PATH: join(projectRoot, 'node_modules') };
  const program = startProcess(process.execPath, [file, ...args], {
    env: { ...process.env, ...modules, ...env },
    stdio: 'inherit',
  });
  try {
    const code = await program.exited;
    if (code !== 0) throw new Error(`the program ended with ${code}`);
    return await live.end();
  } finally {
    await program.stop();
    folder.remove();
  }
}
