import { createHash } from 'node:crypto';
import { copyFile, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { installOnce } from './vscode/cache';
import { npm } from './vscode/npmPackage';

/**
 * Installs what a folder's lock file names into the cache, once for each content of the file, and returns the folder
 * that then holds `node_modules`. No script of any package runs.
 * @param source folder with package.json and package-lock.json
 * @param title said while it installs
 */
export async function installLocked(source: string, title: string): Promise<string> {
  const lock = await readFile(join(source, 'package-lock.json'));
  const hash = createHash('sha256').update(lock).digest('hex').slice(0, 12);
  return installOnce(`packages-${basename(source)}-${hash}`, title, async (folder) => {
    for (const name of ['package.json', 'package-lock.json']) {
      await copyFile(join(source, name), join(folder, name));
    }
    await npm(['ci', '--ignore-scripts', '--no-progress'], folder);
  });
}
