import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Report } from '../../../src/protocol/reportFile';
import { tracePathOf } from '../../../src/store/runFolder';
import { runCommand } from '../processes';
import { projectRoot } from '../projectRoot';
import { waitFor } from '../waitFor';

/**
 * What the command line says about the last run that a window saved.
 * @param extensionStorage of the window: `OpenEditor.extensionStorage`
 */
export async function reportNewestRun(extensionStorage: string): Promise<Report> {
  const runs = join(extensionStorage, 'runs');
  const [newest = ''] = (await readdir(runs)).sort().reverse();
  const trace = tracePathOf(join(runs, newest));
  await waitFor('the run to be saved', () => existsSync(trace));
  const cli = [join(projectRoot, 'dist/cli.js'), 'report', '--json', trace];
  return JSON.parse(await runCommand(process.execPath, cli));
}
