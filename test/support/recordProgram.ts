import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Run } from '../../src/model/run';
import { projectRoot } from './projectRoot';
import { recordCommand } from './recordCommand';
import { makeTemporaryFolder } from './temporaryFolder';

/**
 * Runs the text of a CommonJS program to its end with the probe as it ships, through the whole pipeline. The program may
 * require what this project has installed.
 * @returns the run as it is stored
 * @throws when the program fails
 */
export async function recordProgram(source: string, args: readonly string[]): Promise<Run> {
  const folder = await makeTemporaryFolder();
  const file = join(folder.path, 'agent.cjs');
  writeFileSync(file, source);
  try {
    return await recordCommand({
      command: process.execPath,
      args: [file, ...args],
      env: { NODE_PATH: join(projectRoot, 'node_modules') },
      title: 'agent.cjs',
    });
  } finally {
    folder.remove();
  }
}
