import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { projectRoot } from '../../support/projectRoot';
import type { InstalledNode } from '../../support/vscode/installNode';
import type { MakeCases, MatrixCase, PackageFolder, Workplace } from '../matrixCase';
import { canRequire, describePackage, packagesIn, runsOn } from '../support/packages';
import { type FormedProgram, type ProgramForm, programForms, writePrograms } from '../support/programForms';

const programsFolder = join(projectRoot, 'test', 'matrix', 'programs');

/** A program, and the installed packages that it imports. */
interface SdkProgram {
  readonly source: string;
  readonly packageFolder: PackageFolder;
  readonly packages: readonly string[];
}

/** Every program in `test/matrix/programs`, in every form, on every Node that its packages say they run on. */
export const makeCases: MakeCases = async (workplace) => {
  const sources = readdirSync(programsFolder)
    .filter((name) => name.endsWith('.mjs'))
    .map((name) => join(programsFolder, name));
  const cases: MatrixCase[] = [];
  for (const [index, packageFolder] of workplace.packageFolders.entries()) {
    const programs = sources.flatMap((source) => readProgram(source, packageFolder));
    // What imports no package is the same everywhere.
    const own = programs.filter(({ packages }) => index === 0 || packages.length > 0);
    if (own.length > 0) cases.push(...(await makeCasesOf(own, packageFolder, workplace)));
  }
  return cases;
};

async function makeCasesOf(
  programs: readonly SdkProgram[],
  packageFolder: PackageFolder,
  { nodes, makeFolder }: Workplace,
): Promise<MatrixCase[]> {
  const folder = await makeFolder(packageFolder);
  const written = await writePrograms(
    programs.map(({ source }) => source),
    folder,
  );
  return programs.flatMap((program) => {
    const forms = written.get(program.source);
    return nodes.flatMap((node) =>
      programForms
        .filter((form) => forms && isPossible(program, form, node))
        .map((form) => toCase(program, form, node, forms?.[form] as FormedProgram, folder)),
    );
  });
}

function toCase(
  program: SdkProgram,
  form: ProgramForm,
  node: InstalledNode,
  { run, source }: FormedProgram,
  cwd: string,
): MatrixCase {
  return { subject: nameSubject(program), form, node, markedFiles: [source], args: [run], cwd };
}

/** Nothing when the program imports a package that is not in the list. */
function readProgram(source: string, packageFolder: PackageFolder): SdkProgram | [] {
  const known = packagesIn(packageFolder.path);
  const text = readFileSync(source, 'utf8');
  const imported = [...text.matchAll(/ from '(?!node:)((?:@[^/']+\/)?[^/']+)[^']*';$/gm)].map(
    ([, name = '']) => name,
  );
  if (!imported.every((name) => known.includes(name))) return [];
  return { source, packageFolder, packages: [...new Set(imported)] };
}

/** A program that is called like a package is about that one, others are about how several of them go together. */
function nameSubject({ source, packageFolder, packages }: SdkProgram): string {
  const name = basename(source, '.mjs');
  if (packages.length === 0) return name;
  const main = packages.find((candidate) => candidate.replace(/^@/, '').replaceAll('/', '-') === name);
  if (!main) return `${name}, ${packageFolder.name} majors`;
  return `${main} ${describePackage(packageFolder.path, main).version}`;
}

function isPossible(
  { packageFolder, packages }: SdkProgram,
  form: ProgramForm,
  node: InstalledNode,
): boolean {
  return packages.every(
    (name) =>
      runsOn(packageFolder.path, name, node) &&
      (form === 'esm' || canRequire(packageFolder.path, name, node)),
  );
}
