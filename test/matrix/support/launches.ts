import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { satisfies } from 'semver';
import { runCommand } from '../../support/processes';
import { projectRoot } from '../../support/projectRoot';
import type { InstalledNode } from '../../support/vscode/installNode';
import type { MatrixCase, PackageFolder, Workplace } from '../matrixCase';
import { runsOn } from './packages';

/** One way to get from the TypeScript program in `test/matrix/launched` to a running process. */
export interface Launch {
  /** What compiles or starts it: a group of rows. */
  readonly subject: string;
  /** As `package.json` has it. */
  readonly type?: 'module' | 'commonjs';
  /** Packages that decide on which Nodes it can run. */
  readonly needs?: readonly string[];
  /** Range of Nodes, where the packages don't say it. */
  readonly nodes?: string;
  /** Files beside the sources, by name. */
  readonly files?: Readonly<Record<string, string>>;
  /** A script in `files` that compiles the program, run once before. */
  readonly build?: string;
  /** Arguments of Node, or of `command`. */
  readonly args: readonly string[];
  readonly command?: string;
  /** On top of what every program gets. */
  readonly environment?: Readonly<Record<string, string>>;
  /** See `MatrixCase`. */
  readonly keepsNoMap?: boolean;
  /** Prints how long it took, so that no two runs print the same. */
  readonly timesItself?: boolean;
}

const sources = join(projectRoot, 'test', 'matrix', 'launched');

/** The cases of launches on every Node that they run on. */
export async function launchAll(launches: readonly Launch[], workplace: Workplace): Promise<MatrixCase[]> {
  const packages = toolsFolder(workplace);
  const cases: MatrixCase[] = [];
  for (const launch of launches) {
    const cwd = await workplace.makeFolder(packages);
    writeProgram(cwd, launch);
    const nodes = workplace.nodes.filter((node) => canRun(launch, node, packages.path));
    const bin = join(packages.path, 'node_modules', '.bin');
    const prepare = compileOnce(cwd, launch);
    cases.push(...nodes.map((node) => ({ ...toCase(launch, node, cwd, bin), prepare })));
  }
  return cases;
}

/** Where compilers, launchers and instrumentation are installed. */
export function toolsFolder({ packageFolders }: Workplace): PackageFolder {
  const tools = packageFolders.find(({ name }) => name === 'tools');
  if (!tools) throw new Error('There is no list of tools in test/matrix/sdks');
  return tools;
}

/** Path of a file of an installed package, as a program in one of the launches' folders has it. */
export function installed(...path: readonly string[]): string {
  return join('..', 'node_modules', ...path);
}

function writeProgram(folder: string, { type = 'module', files = {} }: Launch): void {
  cpSync(sources, join(folder, 'src'), { recursive: true });
  const main = readFileSync(join(folder, 'src', 'main.ts'), 'utf8');
  writeFileSync(join(folder, 'src', 'mainWithSuffix.ts'), main.replace("'./agent'", "'./agent.ts'"));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
}

/** Makes what is run, the first time it is asked to. */
export function compileOnce(cwd: string, { build }: Pick<Launch, 'build'>): () => Promise<unknown> {
  let done: Promise<unknown> | undefined;
  return () => {
    done ??= build ? runCommand(process.execPath, [join(cwd, build)], { cwd }) : Promise.resolve();
    return done;
  };
}

/** Whether a launch is possible on a Node. */
export function canRun(
  { nodes = '*', needs = [] }: Launch,
  node: InstalledNode,
  packageFolder: string,
): boolean {
  const packages = ['openai', ...needs];
  return satisfies(node.version, nodes) && packages.every((name) => runsOn(packageFolder, name, node));
}

/** The case of a launch in a folder. */
export function toCase(
  { subject, type = 'module', args, command, environment, keepsNoMap, timesItself = false }: Launch,
  node: InstalledNode,
  cwd: string,
  bin: string,
): MatrixCase {
  return {
    subject,
    form: type === 'module' ? 'esm' : 'cjs',
    node,
    markedFiles: [join(cwd, 'src', 'agent.ts')],
    args,
    command,
    cwd,
    sameOutput: !timesItself,
    keepsNoMap,
    environment: {
      PATH: [dirname(node.path), bin, process.env.PATH].join(delimiter),
      CI: '1',
      ...environment,
    },
  };
}
