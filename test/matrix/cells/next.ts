import { cpSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { satisfies } from 'semver';
import { runCommand } from '../../support/processes';
import { projectRoot } from '../../support/projectRoot';
import type { MakeCases, MatrixCase, PackageFolder, Workplace } from '../matrixCase';
import { describePackage, runsOn } from '../support/packages';

/** What it is bundled by. */
const builds = [
  { form: 'Turbopack', options: [] },
  { form: 'webpack', options: ['--webpack'] },
];

/** The build is the same for all of them. */
const someNodes = '^20 || ^24';

const quiet = { NEXT_TELEMETRY_DISABLED: '1', CI: '1' };

/** A route of Next.js, built for production with maps for the server, and served. */
export const makeCases: MakeCases = async (workplace) => {
  const packages = workplace.packageFolders.find(({ name }) => name === 'next');
  if (!packages) throw new Error('There is no list of next in test/matrix/sdks');
  const cases: MatrixCase[] = [];
  for (const build of builds) cases.push(...(await makeCasesOf(build, packages, workplace)));
  return cases;
};

async function makeCasesOf(
  { form, options }: (typeof builds)[number],
  packages: PackageFolder,
  { nodes, makeFolder }: Workplace,
): Promise<MatrixCase[]> {
  const cwd = await makeFolder(packages);
  const matrix = join(projectRoot, 'test', 'matrix');
  cpSync(join(matrix, 'next'), cwd, { recursive: true });
  cpSync(join(matrix, 'launched'), join(cwd, 'src'), { recursive: true });
  writeFileSync(join(cwd, 'package.json'), '{ "private": true }\n');
  const next = join(packages.path, 'node_modules', 'next', 'dist', 'bin', 'next');
  let built: Promise<unknown> | undefined;
  const prepare = () => {
    built ??= runCommand(process.execPath, [next, 'build', ...options], {
      cwd,
      env: { ...process.env, ...quiet },
    });
    return built;
  };
  return nodes
    .filter((node) => runsOn(packages.path, 'next', node) && satisfies(node.version, someNodes))
    .map((node) => ({
      subject: `next ${describePackage(packages.path, 'next').version}`,
      form,
      node,
      markedFiles: [join(cwd, 'src', 'agent.ts')],
      args: ['run.mjs'],
      cwd,
      prepare,
      environment: { ...quiet, PATH: `${dirname(node.path)}:${process.env.PATH}` },
    }));
}
