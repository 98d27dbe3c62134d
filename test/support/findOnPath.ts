import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Finds the first of some commands that a folder of the PATH holds, and returns its absolute path. */
export function findOnPath(...commands: readonly string[]): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const endings = process.platform === 'win32' ? ['.exe', '.cmd'] : [''];
  const names = commands.flatMap((command) => endings.map((ending) => command + ending));
  return names
    .flatMap((name) => folders.map((folder) => join(folder, name)))
    .find((path) => existsSync(path));
}
