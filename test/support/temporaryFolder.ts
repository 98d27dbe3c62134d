import { realpathSync, rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder that is gone when this process is. */
export interface TemporaryFolder {
  /** Absolute, without symbolic links. */
  readonly path: string;
  remove(): void;
}

/** Makes an empty folder. Its path is short, since paths of unix sockets in it must stay below 108 bytes. */
export async function makeTemporaryFolder(): Promise<TemporaryFolder> {
  const path = realpathSync(await mkdtemp(join(tmpdir(), 'll-')));
  const remove = () => {
    process.off('exit', remove);
    rmSync(path, { recursive: true, force: true, maxRetries: 5 });
  };
  process.once('exit', remove);
  return { path, remove };
}
