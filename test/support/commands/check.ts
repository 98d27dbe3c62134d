// Checks without running the product: types, lint and format, the layer table. Runs all of them, whatever fails.
import { join } from 'node:path';
import { startProcess } from '../processes';
import { projectRoot } from '../projectRoot';
import { compiledTest } from '../suites/suite';
import { runMain } from './runMain';

interface Check {
  readonly title: string;
  /** Name of an installed package's command. */
  readonly command: string;
  readonly args: readonly string[];
}

const checks: readonly Check[] = [
  { title: 'types', command: 'tsc', args: ['-p', '.'] },
  { title: 'types of the webview', command: 'tsc', args: ['-p', 'webview'] },
  { title: 'lint and format', command: 'biome', args: ['check', '--error-on-warnings'] },
  {
    title: 'layers',
    command: 'mocha',
    args: ['--no-config', '--reporter', 'dot', compiledTest('unit', 'layers.test.js')],
  },
];

async function main(): Promise<void> {
  const failed: string[] = [];
  for (const check of checks) {
    console.log(`\n${check.title}`);
    if ((await runCheck(check)) !== 0) failed.push(check.title);
  }
  console.log(failed.length === 0 ? '\nAll checks passed.' : `\nThese checks failed: ${failed.join(', ')}.`);
  process.exitCode = failed.length === 0 ? 0 : 1;
}

function runCheck({ command, args }: Check): Promise<number | null> {
  const program = join(projectRoot, 'node_modules', '.bin', command);
  const shell = process.platform === 'win32';
  return startProcess(program, args, { cwd: projectRoot, stdio: 'inherit', shell }).exited;
}

runMain(main);
