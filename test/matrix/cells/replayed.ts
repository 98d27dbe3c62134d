import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { satisfies } from 'semver';
import { projectRoot } from '../../support/projectRoot';
import type { MakeCases, MatrixCase, PackageFolder, Workplace } from '../matrixCase';
import { describePackage, packageOf, packagesIn, runsOn } from '../support/packages';

const programsFolder = join(projectRoot, 'test', 'matrix', 'replayed');

/** What clients make of bytes is the same on all of them. */
const someNodes = '^20 || ^24';

/** What is imported by name, the platform's own apart. */
const importedPackage = / from '(?!node:|\.)([^']+)';$/gm;

/** Programs whose clients read samples and that tell what these gave them, in every generation of packages. */
export const makeCases: MakeCases = async (workplace) => {
  const cases: MatrixCase[] = [];
  for (const folder of workplace.packageFolders) cases.push(...(await makeCasesOf(folder, workplace)));
  return cases;
};

async function makeCasesOf(folder: PackageFolder, { nodes, makeFolder }: Workplace): Promise<MatrixCase[]> {
  const known = packagesIn(folder.path);
  const programs = readdirSync(programsFolder).flatMap((name) => {
    const text = readFileSync(join(programsFolder, name), 'utf8');
    const packages = [...text.matchAll(importedPackage)].map(([, specifier = '']) => packageOf(specifier));
    return packages.length > 0 && packages.every((one) => known.includes(one)) ? { name, packages } : [];
  });
  if (programs.length === 0) return [];
  const cwd = await makeFolder(folder);
  cpSync(programsFolder, cwd, { recursive: true });
  return programs.flatMap(({ name, packages }) =>
    nodes
      .filter(({ version }) => satisfies(version, someNodes))
      .filter((node) => packages.every((one) => runsOn(folder.path, one, node)))
      .map((node) => ({
        subject: `samples read by ${packages[0]} ${describePackage(folder.path, packages[0] as string).version}`,
        form: 'esm',
        node,
        markedFiles: [join(cwd, name)],
        args: [name],
        cwd,
        tellsSamples: true,
      })),
  );
}
