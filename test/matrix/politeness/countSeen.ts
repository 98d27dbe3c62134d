import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What the probe wrote down of a suite. */
export interface Seen {
  readonly processes: number;
  readonly exchanges: number;
  /** Failures inside the probe, by the names it gives them. */
  readonly losses: readonly string[];
}

/** Counts a spool folder's records. */
export async function countSeen(spoolFolder: string): Promise<Seen> {
  const names = await readdir(spoolFolder);
  const losses = new Set<string>();
  let exchanges = 0;
  for (const name of names) {
    for (const line of (await readFile(join(spoolFolder, name), 'utf8')).split('\n')) {
      if (line.startsWith('{"k":"req"')) exchanges++;
      if (!line.startsWith('{"k":"loss"')) continue;
      const { what, detail } = JSON.parse(line) as { what: string; detail?: string };
      if (what === 'internal') losses.add(String(detail));
    }
  }
  return { processes: names.length, exchanges, losses: [...losses] };
}
