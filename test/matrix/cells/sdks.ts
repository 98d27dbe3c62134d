import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { satisfies } from 'semver';
import { projectRoot } from '../../support/projectRoot';
import type { InstalledNode } from '../../support/vscode/installNode';
import type { MakeCases, MatrixCase, PackageFolder, Workplace } from '../matrixCase';
import { canRequire, describePackage, packageOf, packagesIn, runsOn } from '../support/packages';
import { type FormedProgram, type ProgramForm, programForms, writePrograms } from '../support/programForms';

const programsFolder = join(projectRoot, 'test', 'matrix', 'programs');

/** Nodes that have what a program uses of the platform, or are enough for one that starts several processes. */
const nodesOf: Readonly<Record<string, string>> = { webSocket: '>=22', agentsMcp: '^20 || ^24' };

/** A program, and the installed packages that it imports. */
interface SdkProgram {
  readonly source: string;
  readonly packageFolder: PackageFolder;
  readonly packages: readonly string[];
  /** As they are written: packages, and parts of them. */
  readonly imports: readonly string[];
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
  const imports = [...text.matchAll(/ from '(?!node:)([^']+)';$/gm)].map(([, specifier = '']) => specifier);
  const packages = [...new Set(imports.map(packageOf))];
  return packages.every((name) => known.includes(name)) ? { source, packageFolder, packages, imports } : [];
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
  { source, packageFolder, packages, imports }: SdkProgram,
  form: ProgramForm,
  node: InstalledNode,
): boolean {
  if (!satisfies(node.version, nodesOf[basename(source, '.mjs')] ?? '*')) return false;
  if (!packages.every((name) => runsOn(packageFolder.path, name, node))) return false;
  return form === 'esm' || imports.every((specifier) => canRequire(packageFolder.path, specifier, node));
}
