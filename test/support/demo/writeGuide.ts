import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../projectRoot';
import { compiledTest } from '../suites/suite';

const manifest = {
  name: 'latency-lens-guide',
  publisher: 'latency-lens',
  version: '0.0.0',
  engines: { vscode: '^1.101.0' },
  extensionKind: ['workspace'],
  activationEvents: ['onStartupFinished'],
  main: 'guide.js',
};

/** Puts the compiled guide together as an extension that VS Code can load; returns its folder. */
export async function writeGuide(): Promise<string> {
  const folder = join(projectRoot, 'out', 'guide');
  await mkdir(folder, { recursive: true });
  await copyFile(compiledTest('support', 'demo', 'guide.js'), join(folder, 'guide.js'));
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  return folder;
}
