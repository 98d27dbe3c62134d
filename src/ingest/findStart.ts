import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { EpochMilliseconds } from '../base/units';
import { PROBE_FORMAT_VERSION, SPOOL_FILE_SUFFIX } from '../protocol/probeRecords';
import { parseRecord } from './parseRecord';

const LONGEST_HELLO_BYTES = 1 << 16;

/** When the first process of a finished spool folder began; undefined when no file says so. */
export async function findStart(folder: string): Promise<EpochMilliseconds | undefined> {
  const names = await readdir(folder).catch(() => []);
  const files = names.filter((name) => name.endsWith(SPOOL_FILE_SUFFIX));
  const starts = await Promise.all(files.map((name) => readStart(join(folder, name)).catch(() => undefined)));
  const known = starts.filter((start) => start !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
}

async function readStart(path: string): Promise<EpochMilliseconds | undefined> {
  const handle = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(
      Buffer.alloc(LONGEST_HELLO_BYTES),
      0,
      LONGEST_HELLO_BYTES,
      0,
    );
    const [line = ''] = buffer.toString('utf8', 0, bytesRead).split('\n', 1);
    const record = parseRecord(line, PROBE_FORMAT_VERSION);
    return typeof record === 'object' && record.k === 'hello' ? record.epoch : undefined;
  } finally {
    await handle.close();
  }
}
