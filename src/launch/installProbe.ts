import { createHash, randomUUID } from 'node:crypto';
import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { HumanError } from '../base/humanError';

/**
 * Copies the probe to a place that outlives the extension's updates, and returns its absolute path. The path is named
 * by content: environments that were handed out earlier keep naming a file that exists, because a missing one makes
 * every Node command in them fail.
 * @param bundledPath the probe as shipped (`dist/probe/node.cjs`)
 * @param storageFolder private folder of this user
 * @throws HumanError when the probe can't be put there
 */
export async function installProbe(bundledPath: string, storageFolder: string): Promise<string> {
  try {
    const code = await readFile(bundledPath);
    const hash = createHash('sha256').update(code).digest('hex').slice(0, 16);
    const target = join(storageFolder, 'probe', hash, 'node.cjs');
    if (!(await holds(target, code))) await writePrivately(target, code);
    return target;
  } catch (cause) {
    throw new HumanError(
      `Latency Lens could not put its probe into ${storageFolder}: ${(cause as Error).message}`,
      'Check that the folder can be written and that the installation is complete.',
      { cause },
    );
  }
}

async function holds(path: string, content: Buffer): Promise<boolean> {
  const present = await readFile(path).catch(() => undefined);
  return present?.equals(content) ?? false;
}

/** Renames into place, so that a process that starts meanwhile never loads half a file. */
async function writePrivately(path: string, content: Buffer): Promise<void> {
  const folder = dirname(path);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  const unfinished = join(folder, `.${randomUUID()}`);
  await writeFile(unfinished, content, { mode: 0o600 });
  await rename(unfinished, path);
}
