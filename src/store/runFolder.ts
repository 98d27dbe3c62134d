import { readFile, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, join } from 'node:path';
import { isProcessAlive } from '../base/isProcessAlive';
import { isNumber, isString, oneOf, optional, shape } from '../base/shape';
import type { EpochMilliseconds, RunId } from '../base/units';
import type { RunOrigin } from '../model/run';

/** Names in a run's folder, besides its spool files. */
export const TRACE_FILE = 'run.lltrace';
export const OWNER_FILE = 'owner.json';

/** Where an owner's process can't be asked for, a folder in which nothing was done for this long has none. */
const SILENT_FOR_MS = 24 * 60 * 60_000;

/** Who records into a run's folder. Lets another editor tell a run that is going on from one that was left behind. */
export interface RunOwner {
  readonly pid: number;
  readonly host: string;
  readonly startedAtEpoch: EpochMilliseconds;
  readonly origin: RunOrigin;
}

const isRunOwner = shape<RunOwner>({
  pid: isNumber,
  host: isString,
  startedAtEpoch: isNumber,
  origin: shape<RunOrigin>({
    kind: oneOf<RunOrigin['kind']>({ debug: true, record: true, completion: true, imported: true }),
    title: isString,
    folder: optional(isString),
  }),
});

/** A run's id is the name of its folder. */
export function runIdOf(folder: string): RunId {
  return basename(folder) as RunId;
}

export function tracePathOf(folder: string): string {
  return join(folder, TRACE_FILE);
}

export function ownerPathOf(folder: string): string {
  return join(folder, OWNER_FILE);
}

/** Says that this process records into the folder from now on. */
export async function claimFolder(
  folder: string,
  facts: Pick<RunOwner, 'startedAtEpoch' | 'origin'>,
): Promise<void> {
  const owner: RunOwner = { pid: process.pid, host: hostname(), ...facts };
  await writeFile(ownerPathOf(folder), JSON.stringify(owner), { mode: 0o600 });
}

/** The folder's owner as it wrote itself down; undefined when nobody did. */
export async function readOwner(folder: string): Promise<RunOwner | undefined> {
  try {
    const value: unknown = JSON.parse(await readFile(ownerPathOf(folder), 'utf8'));
    return isRunOwner(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Whether another process may still be recording into the folder: its owner lives on this machine, or, where that
 * can't be asked, something was done in the folder within the last day.
 */
export async function isInUse(folder: string, now: EpochMilliseconds = Date.now()): Promise<boolean> {
  const owner = await readOwner(folder);
  if (owner?.host === hostname()) return owner.pid !== process.pid && isProcessAlive(owner.pid);
  const lastSign = Math.max(await modifiedAt(folder), await modifiedAt(ownerPathOf(folder)));
  return now - lastSign < SILENT_FOR_MS;
}

async function modifiedAt(path: string): Promise<EpochMilliseconds> {
  return (await stat(path).catch(() => undefined))?.mtimeMs ?? 0;
}
