import { readFile, stat } from 'node:fs/promises';

/** Larger files would hold up whoever reads them for longer than a line is worth. */
const MAX_FILE_BYTES = 64 << 20;

/**
 * The text of a file.
 * @throws when it can't be read or is larger than anything that a line could be found in
 */
export async function readBounded(path: string): Promise<string> {
  const { size } = await stat(path);
  if (size > MAX_FILE_BYTES) throw new Error(`${path} is too large`);
  return readFile(path, 'utf8');
}
