import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder of this checkout: the nearest one above the compiled file that holds the build script. */
export const projectRoot = findUpwards(__dirname, 'esbuild.mjs');

function findUpwards(from: string, marker: string): string {
  if (existsSync(join(from, marker))) return from;
  const parent = dirname(from);
  if (parent === from) throw new Error(`No folder above ${__dirname} holds ${marker}`);
  return findUpwards(parent, marker);
}
