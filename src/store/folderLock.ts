import { mkdir, rmdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Nobody holds a lock this long: who is said to has died. */
const STALE_AFTER_MS = 10 * 60_000;

/** Name of the lock within the folder that it locks. */
export const LOCK_FOLDER = 'taking';

/**
 * Does something with a folder that only one process may do at a time. When another is at it, nothing is done.
 * A folder is made and not a file: making one either succeeds for one alone or fails, on every file system.
 */
export async function withFolderLock(folder: string, work: () => Promise<void>): Promise<void> {
  const lock = join(folder, LOCK_FOLDER);
  if (!(await take(lock))) return;
  try {
    await work();
  } finally {
    await rmdir(lock).catch(() => {});
  }
}

async function take(lock: string): Promise<boolean> {
  if (await make(lock)) return true;
  const { mtimeMs } = (await stat(lock).catch(() => undefined)) ?? { mtimeMs: Date.now() };
  if (Date.now() - mtimeMs < STALE_AFTER_MS) return false;
  await rmdir(lock).catch(() => {});
  return make(lock);
}

async function make(lock: string): Promise<boolean> {
  return mkdir(lock).then(
    () => true,
    () => false,
  );
}
