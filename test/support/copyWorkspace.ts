import { existsSync } from 'node:fs';
import { cp, symlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { projectRoot } from './projectRoot';
import { makeTemporaryFolder } from './temporaryFolder';

/** A copy of a workspace that a test may write to. */
export interface WorkspaceCopy {
  /** Absolute path of the copy, without symbolic links. */
  readonly folder: string;
  remove(): void;
}

/**
 * Copies a folder of the project, given relative to its root. The copy shares the installed packages of the original.
 */
export async function copyWorkspace(path: string): Promise<WorkspaceCopy> {
  const original = join(projectRoot, path);
  const parent = await makeTemporaryFolder();
  const folder = join(parent.path, basename(path));
  const packages = join(original, 'node_modules');
  await cp(original, folder, { recursive: true, filter: (source) => source !== packages });
  if (existsSync(packages)) await symlink(packages, join(folder, 'node_modules'), 'junction');
  return { folder, remove: parent.remove };
}
