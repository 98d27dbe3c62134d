// Every npm script starts here. It works as the first command in a fresh clone: it installs the packages that are
// missing, builds, and runs the compiled command `out/test/support/commands/<name>.js` with the rest of the arguments.
// For the same reason it needs nothing but Node.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { withProgress } from './progress.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const [command, ...args] = process.argv.slice(2);

process.chdir(root);
await installPackages('.', 'the packages of the project');
await installPackages('examples', 'the packages of the sample agents');
await build();
process.exitCode = await run(process.execPath, [`out/test/support/commands/${command}.js`, ...args]);

/** Installs a folder's packages as its lock file has them, unless they are already there. */
async function installPackages(folder, title) {
  const lockFile = join(folder, 'package-lock.json');
  if (!existsSync(lockFile) || isInstalled(folder)) return;
  await withProgress(`Installing ${title}`, async () => {
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
    const args = ['ci', '--include=dev', '--no-audit', '--no-fund', '--no-progress', '--loglevel=error'];
    const code = await run(npm, args, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
    if (code !== 0) fail(`npm ci failed in ${resolve(folder)}: its output is above.`);
  });
}

/** npm writes down what it has installed as its last act, so a broken-off install is seen as none. */
function isInstalled(folder) {
  const installedFile = join(folder, 'node_modules', '.package-lock.json');
  if (!existsSync(installedFile)) return false;
  const wanted = Object.entries(JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8')).packages);
  const installed = JSON.parse(readFileSync(installedFile, 'utf8')).packages;
  return wanted.every(([path, entry]) => {
    return (
      path === '' || (installed[path] ? installed[path].version === entry.version : entry.optional === true)
    );
  });
}

async function build() {
  const code = await run(process.execPath, ['esbuild.mjs', '--tests']);
  if (code !== 0) fail('The build failed: its output is above.');
}

/** Runs a program on our own terminal to its end. It gets the signals of the terminal too, so we outlive it. */
function run(program, programArgs, options = {}) {
  const child = spawn(program, programArgs, {
    stdio: 'inherit',
    shell: program.endsWith('.cmd'),
    ...options,
  });
  const passOn = (signal) => child.kill(signal);
  process.on('SIGINT', () => {}).on('SIGTERM', passOn);
  return new Promise((settle, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      process.removeAllListeners('SIGINT').removeAllListeners('SIGTERM');
      settle(code ?? (signal === 'SIGINT' ? 130 : 1));
    });
  });
}

function fail(message) {
  process.stderr.write(`\n${message}\n`);
  process.exit(1);
}
