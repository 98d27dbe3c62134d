import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { InstalledNode } from '../../support/vscode/installNode';
import type { MakeCases, MatrixCase, PackageFolder, Workplace } from '../matrixCase';

/** Where cases find what they need; folders that it makes are gone when this process is. */
export function openWorkplace(
  nodes: readonly InstalledNode[],
  packageFolders: readonly PackageFolder[],
): Workplace {
  const made: string[] = [];
  process.once('exit', () => {
    for (const folder of made) rmSync(folder, { recursive: true, force: true });
  });
  return {
    nodes,
    packageFolders,
    makeFolder: async ({ path }) => {
      // As stacks name it.
      const folder = realpathSync(mkdtempSync(join(path, 'programs-')));
      made.push(folder);
      return folder;
    },
  };
}

/** The cases of every file in `test/matrix/cells`. */
export async function gatherCases(workplace: Workplace): Promise<MatrixCase[]> {
  const folder = join(__dirname, '..', '..', 'matrix', 'cells');
  const files = (await readdir(folder)).filter((name) => name.endsWith('.js')).sort();
  const cases: MatrixCase[] = [];
  for (const file of files) {
    const { makeCases } = (await import(pathToFileURL(join(folder, file)).href)) as { makeCases: MakeCases };
    cases.push(...(await makeCases(workplace)));
  }
  return cases;
}
