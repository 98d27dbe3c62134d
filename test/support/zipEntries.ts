import { openPromise } from 'yauzl';

/** Lists the files in a zip archive, with their sizes in bytes as unpacked. */
export async function zipEntries(path: string): Promise<{ readonly name: string; readonly bytes: number }[]> {
  const entries = [];
  for await (const { fileName, uncompressedSize } of (await openPromise(path)).eachEntry()) {
    entries.push({ name: fileName, bytes: uncompressedSize });
  }
  return entries;
}
