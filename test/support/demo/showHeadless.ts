import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { tracePathOf } from '../../../src/store/runFolder';
import { runCommand } from '../processes';
import { projectRoot } from '../projectRoot';
import { installVscode } from '../vscode/installVscode';
import { photographRun } from './photographRun';

/** Shows the run of the sample agent as pictures in `out/screenshots` and as a waterfall in the terminal. */
export async function showHeadless(): Promise<void> {
  await installVscode();
  console.log('\nThere is no display, so a headless VS Code runs the sample agent. Pictures of it:');
  const pathOf = (name: string) => join(projectRoot, 'out', 'screenshots', `${name}.png`);
  await photographRun({ theme: 'dark', scale: 1, pathOf }, async ({ extensionStorage }) => {
    const runs = join(extensionStorage, 'runs');
    const [run = ''] = (await readdir(runs)).sort().reverse();
    const report = [join(projectRoot, 'dist', 'cli.js'), 'report', tracePathOf(join(runs, run))];
    console.log(`\n${await runCommand(process.execPath, report)}`);
  });
}
