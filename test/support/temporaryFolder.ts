import { realpathSync, rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { oncePerProcess } from './oncePerProcess';

/** A folder that is gone when this process is. */
export interface TemporaryFolder {
  /** Absolute, without symbolic links. */
  readonly path: string;
  remove(): void;
}

/** Makes an empty folder. Its path is short, since paths of unix sockets in it must stay below 108 bytes. */
export async function makeTemporaryFolder(): Promise<TemporaryFolder> {
  const path = realpathSync(await mkdtemp(join(tmpdir(), 'll-')));
  const left = oncePerProcess('temporaryFolders', removeAllAtExit);
  left.add(path);
  return {
    path,
    remove: () => {
      left.delete(path);
      removeFolder(path);
    },
  };
}

/** Returns where the folders are put that are still there. */
function removeAllAtExit(): Set<string> {
  const left = new Set<string>();
  process.once('exit', () => {
    for (const path of left) removeFolder(path);
  });
  return left;
}

function removeFolder(path: string): void {
  rmSync(path, { recursive: true, force: true, maxRetries: 5 });
}
