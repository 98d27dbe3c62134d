import { readdir, rm, rmdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Disposable } from '../base/disposable';
import { HumanError } from '../base/humanError';
import type { RunId } from '../base/units';
import type { Run } from '../model/run';
import { SPOOL_FILE_SUFFIX } from '../protocol/probeRecords';
import { withFolderLock } from './folderLock';
import { isInUse, OWNER_FILE, runIdOf, TRACE_FILE, tracePathOf } from './runFolder';
import type { RunStore } from './runStore';
import { loadTrace } from './traceOnDisk';

const DEFAULT_KEPT_RUNS = 50;
const DAY_MS = 24 * 60 * 60_000;

export interface RunArchiveOptions {
  readonly store: RunStore;
  /** Folder that holds one folder per run. */
  readonly root: string;
  /** How many ended runs are kept; older ones are deleted. */
  readonly keep?: number;
}

/** Keeps ended runs on disk over restarts of the editor, and in step with the store. */
export class RunArchive implements Disposable {
  private readonly keep: number;
  private readonly subscription: Disposable;

  constructor(private readonly options: RunArchiveOptions) {
    this.keep = options.keep ?? DEFAULT_KEPT_RUNS;
    this.subscription = options.store.onDidChange(({ kind, runId }) => {
      if (kind === 'removed') void this.deleteFolder(runId);
      else if (kind !== 'changed') this.forgetOldest();
    });
  }

  /** Puts the saved runs into the store, newest first. One that can't be read is there with the reason. */
  async load(): Promise<void> {
    const saved = (await this.listFolders()).filter(({ names }) => names.includes(TRACE_FILE)).reverse();
    for (const listing of saved) {
      if (this.options.store.get(runIdOf(listing.folder))) continue;
      this.options.store.put(await loadRun(listing.folder), []);
      await deleteLeftovers(listing);
    }
  }

  /** Hands over the folders of runs whose recorder died before it could close them, each to one process alone. */
  async takeUp(close: (folder: string) => Promise<void>): Promise<void> {
    for (const { folder, names } of await this.listFolders()) {
      if (names.length === 0) await deleteIfOld(folder);
      if (!(await this.isOrphan(folder))) continue;
      // Several windows start at once, and all find the same runs: what was one may be closed by now.
      await withFolderLock(folder, async () => {
        if (await this.isOrphan(folder)) await close(folder);
      });
    }
  }

  dispose(): void {
    this.subscription.dispose();
  }

  private async isOrphan(folder: string): Promise<boolean> {
    const names: string[] = await readdir(folder).catch(() => []);
    const isUnsettled = !names.includes(TRACE_FILE) || names.includes(OWNER_FILE);
    if (!isUnsettled || !names.some(isSpoolFile)) return false;
    return this.options.store.get(runIdOf(folder))?.status !== 'running' && !(await isInUse(folder));
  }

  private async listFolders(): Promise<RunFolderListing[]> {
    const ids = await readdir(this.options.root).catch(() => []);
    const listings = ids.sort().map(async (id) => {
      const folder = join(this.options.root, id);
      return { folder, names: await readdir(folder).catch(() => undefined) };
    });
    return (await Promise.all(listings)).flatMap(({ folder, names }) => (names ? [{ folder, names }] : []));
  }

  /** Runs beyond the limit are taken out of the store; their folders go with them. */
  private forgetOldest(): void {
    const ended = this.options.store.runs.filter((run) => run.status === 'ended');
    for (const run of ended.slice(this.keep)) this.options.store.remove(run.id);
  }

  private async deleteFolder(id: RunId): Promise<void> {
    const folder = join(this.options.root, id);
    await rm(folder, { recursive: true, force: true }).catch(() => {});
  }
}

interface RunFolderListing {
  readonly folder: string;
  readonly names: readonly string[];
}

async function loadRun(folder: string): Promise<Run> {
  const path = tracePathOf(folder);
  try {
    const { run, problems } = await loadTrace(path);
    return { ...run, id: runIdOf(folder), problems: [...run.problems, ...problems] };
  } catch (error) {
    return describeUnreadable(folder, (await stat(path)).mtimeMs, error as Error);
  }
}

/** Stands in the list for a run that can't be read, with the reason. */
function describeUnreadable(folder: string, startedAtEpoch: number, error: Error): Run {
  const action = error instanceof HumanError ? error.action : undefined;
  return {
    id: runIdOf(folder),
    origin: { kind: 'imported', title: 'Unreadable run' },
    startedAtEpoch,
    status: 'ended',
    end: 0,
    processes: [],
    calls: [],
    work: [],
    pauses: [],
    problems: [{ severity: 'error', code: 'unreadableTrace', message: error.message, action }],
    otherOrigins: [],
  };
}

/** Raw files of a run that is saved and no longer owned: its recorder died between the two last steps of closing it. */
async function deleteLeftovers({ folder, names }: RunFolderListing): Promise<void> {
  if (names.includes(OWNER_FILE)) return;
  for (const name of names.filter(isSpoolFile)) await rm(join(folder, name), { force: true }).catch(() => {});
}

/** A launch that never began leaves an empty folder; a young one may belong to a launch that is about to begin. */
async function deleteIfOld(folder: string): Promise<void> {
  const modified = (await stat(folder).catch(() => undefined))?.mtimeMs ?? Date.now();
  if (Date.now() - modified > DAY_MS) await rmdir(folder).catch(() => {});
}

function isSpoolFile(name: string): boolean {
  return name.endsWith(SPOOL_FILE_SUFFIX);
}
