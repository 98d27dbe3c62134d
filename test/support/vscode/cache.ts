import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { withProgress } from '../progress.mjs';
import { projectRoot } from '../projectRoot';

const cacheRoot = join(projectRoot, '.cache');

/**
 * Installs something once and returns its folder. The folder appears under its name only when `install` has finished,
 * so that an install that was broken off is started anew, and two that run at once do no harm.
 *
 * @param name folder name with the version in it: another version is another folder
 * @param title said while it installs
 * @param install fills the empty folder it is given
 */
export async function installOnce(
  name: string,
  title: string,
  install: (folder: string) => Promise<void>,
): Promise<string> {
  const folder = join(cacheRoot, name);
  if (existsSync(folder)) return folder;
  await mkdir(cacheRoot, { recursive: true });
  const partial = await mkdtemp(join(cacheRoot, 'partial-'));
  try {
    await withProgress(title, () => install(partial));
    await rename(partial, folder).catch((error) => {
      if (!existsSync(folder)) throw error;
    });
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
  return folder;
}
