import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { projectRoot } from '../../support/projectRoot';
import type { MakeCases, MatrixCase, PackageFolder } from '../matrixCase';
import { canRun, compileOnce, type Launch, toCase, toolsFolder } from '../support/launches';
import { describePackage } from '../support/packages';

/** The package that holds the program, as others import it, and where it is. */
const agent = '@acme/agent';
const agentFolder = ['packages', 'agent'];
const appFolder = ['apps', 'main'];

const compilerOptions = {
  target: 'es2022',
  module: 'nodenext',
  moduleResolution: 'nodenext',
  customConditions: ['source'],
  rootDir: 'src',
  outDir: 'dist',
  sourceMap: true,
  noCheck: true,
  types: [],
};

const build = `
import { execFileSync } from 'node:child_process';
import { buildSync } from 'esbuild';
const run = (...args) => execFileSync(process.execPath, args);
for (const folder of ['packages/agent', 'apps/main']) run('TSC', '-p', folder);
const bundle = (outfile, options) =>
  buildSync({
    entryPoints: ['apps/main/src/main.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    sourcemap: 'linked',
    minify: true,
    ...options,
  });
bundle('apps/main/dist/sources.cjs', { conditions: ['source'] });
bundle('apps/main/dist/compiled.cjs', {});
bundle('apps/main/dist/links.cjs', { conditions: ['source'], preserveSymlinks: true });
`;

const vitestTest = `import { test } from 'vitest'; import { main } from '@acme/agent'; test('agent', main);`;

const builds: readonly [subject: string, ...args: string[]][] = [
  ['compiled', 'dist/main.js'],
  ['compiled, links kept', '--preserve-symlinks', 'dist/main.js'],
  ['bundled from sources', 'dist/sources.cjs'],
  ['bundled from compiled', 'dist/compiled.cjs'],
  ['bundled, links kept', 'dist/links.cjs'],
];
/** What was built is the same for all of them; how it is loaded has changed in between. */
const someNodes = '^18 || ^24';

/** Ways to get at a package that is a link in `node_modules`: its sources, what they were compiled to, a bundle. */
function listLaunches(modules: string): Launch[] {
  return [
    { subject: 'sources by tsx', args: [join(modules, 'tsx/dist/cli.mjs'), '-C', 'source', 'src/main.ts'] },
    ...builds.map(([subject, ...args]) => ({ subject, args, nodes: someNodes })),
    {
      subject: 'vitest',
      needs: ['vitest'],
      args: [join(modules, 'vitest/vitest.mjs'), 'run', '--root', '.'],
      timesItself: true,
    },
  ];
}

/** A workspace as pnpm lays it out: packages of its own and installed ones are links into folders elsewhere. */
export const makeCases: MakeCases = async (workplace) => {
  const packages = toolsFolder(workplace);
  const folder = await workplace.makeFolder(packages);
  writeWorkspace(folder, packages);
  const modules = join(packages.path, 'node_modules');
  const prepare = compileOnce(folder, { build: 'build.mjs' });
  return listLaunches(modules).flatMap((launch) =>
    workplace.nodes
      .filter((node) => canRun(launch, node, packages.path))
      .map(
        (node): MatrixCase => ({
          ...toCase(launch, node, join(folder, ...appFolder), join(modules, '.bin')),
          subject: `in a workspace, ${launch.subject}`,
          markedFiles: [join(folder, ...agentFolder, 'src', 'agent.ts')],
          prepare,
        }),
      ),
  );
};

function writeWorkspace(folder: string, packages: PackageFolder): void {
  const sources = join(projectRoot, 'test', 'matrix', 'launched');
  const [inAgent, inApp] = [agentFolder, appFolder].map(
    (path) =>
      (...name: readonly string[]) =>
        write(folder, ...path, ...name),
  ) as [Place, Place];
  const main = readFileSync(join(sources, 'main.ts'), 'utf8').replace('./agent', agent);
  cpSync(join(sources, 'agent.ts'), inAgent('src', 'agent.ts'));
  writeFileSync(inApp('src', 'main.ts'), main);
  writeFileSync(inApp('agent.test.ts'), vitestTest);
  const exports = { '.': { source: './src/agent.ts', default: './dist/agent.js' } };
  writeFileSync(inAgent('package.json'), JSON.stringify({ name: agent, type: 'module', exports }));
  writeFileSync(inApp('package.json'), JSON.stringify({ name: '@acme/main', type: 'module' }));
  const config = JSON.stringify({ compilerOptions, include: ['src'] });
  for (const place of [inAgent, inApp]) writeFileSync(place('tsconfig.json'), config);
  const compiler = join(packages.path, 'node_modules', 'typescript', 'bin', 'tsc');
  writeFileSync(write(folder, 'build.mjs'), build.replace('TSC', compiler));
  linkPackages(folder, packages, inAgent, inApp);
}

/** What is installed is in a store within `node_modules`, and each package has links to what it asks for. */
function linkPackages(folder: string, packages: PackageFolder, inAgent: Place, inApp: Place): void {
  const name = `openai@${describePackage(packages.path, 'openai').version}`;
  const stored = write(folder, 'node_modules', '.pnpm', name, 'node_modules', 'openai');
  cpSync(join(packages.path, 'node_modules', 'openai'), stored, { recursive: true });
  symlinkSync(stored, inAgent('node_modules', 'openai'));
  symlinkSync(join(folder, ...agentFolder), inApp('node_modules', ...agent.split('/')));
}

type Place = (...name: readonly string[]) => string;

/** A path whose folder is there. */
function write(...path: readonly string[]): string {
  const file = join(...path);
  mkdirSync(dirname(file), { recursive: true });
  return file;
}
