// Builds for production, packs the .vsix and looks into it: nothing but what a user needs may be in there.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HumanError } from '../../../src/base/humanError';
import { runCommand } from '../processes';
import { withProgress } from '../progress.mjs';
import { projectRoot } from '../projectRoot';
import { zipEntries } from '../zipEntries';
import { runMain } from './runMain';

/** The only files that a package may hold. */
const allowed = [
  /^extension\.vsixmanifest$/,
  /^\[Content_Types\]\.xml$/,
  /^extension\/(package\.json|readme\.md|changelog\.md|LICENSE\.txt)$/,
  /^extension\/dist\/[^.]+\.c?js$/,
  /^extension\/media\/.+\.(svg|png|css|md|schema\.json)$/,
  // What the README shows and links to.
  /^extension\/docs\/([\w-]+\.md|images\/\w+-dark\.png)$/,
];

/** Without these it does not work. */
const required = ['extension.js', 'cli.js', 'completionRunner.cjs', 'probe/node.cjs', 'webview/timeline.js'];

async function main(): Promise<void> {
  const { name, version } = JSON.parse(await readFile(join(projectRoot, 'package.json'), 'utf8'));
  const file = `${name}-${version}.vsix`;
  await withProgress('Building for production', () =>
    runHere(process.execPath, ['esbuild.mjs', '--production']),
  );
  // Links in the README stay as they are: there is no public address yet that they could be completed with.
  const flags = ['--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links'];
  const vsce = join('node_modules', '@vscode', 'vsce', 'vsce');
  await withProgress('Packing', () => runHere(process.execPath, [vsce, 'package', ...flags, '--out', file]));
  const entries = await zipEntries(join(projectRoot, file));
  for (const { name, bytes } of entries) console.log(`${String(bytes).padStart(9)}  ${name}`);
  checkContent(entries.map(({ name }) => name));
  console.log(`\n${file}: ${entries.length} files`);
}

function runHere(command: string, args: readonly string[]): Promise<string> {
  return runCommand(command, args, { cwd: projectRoot });
}

function checkContent(names: readonly string[]): void {
  const surplus = names.filter((name) => !allowed.some((pattern) => pattern.test(name)));
  const missing = required.filter((path) => !names.includes(`extension/dist/${path}`));
  if (surplus.length > 0) {
    throw new HumanError(
      `These files must not be in the package: ${surplus.join(', ')}`,
      'Edit .vscodeignore.',
    );
  }
  if (missing.length > 0) {
    throw new HumanError(
      `These files are missing in the package: ${missing.join(', ')}`,
      'Read esbuild.mjs.',
    );
  }
}

runMain(main);
