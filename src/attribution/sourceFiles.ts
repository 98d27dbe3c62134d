import { realpath, stat } from 'node:fs/promises';
import { readSourceFile, type SourceFile } from './sourceFile';

/** How long a file is taken to be as it was when it was looked at last. */
const TRUSTED_FOR_MS = 1000;
const MAX_WEIGHT = 128 << 20;
const MAX_FILES = 10_000;

interface Entry {
  readonly stamp: string;
  readonly lookedAt: number;
  readonly file: SourceFile | undefined;
}

/** Files of the program: read once, again when they have changed, and let go of when they become too many. */
export class SourceFiles {
  private readonly entries = new Map<string, Promise<Entry>>();
  private readonly realPaths = new Map<string, Promise<string | undefined>>();
  private weight = 0;

  /** The file, or undefined when there is none at that path or it can't be read. */
  async get(path: string): Promise<SourceFile | undefined> {
    const known = this.entries.get(path);
    const entry = known ? known.then((before) => this.renew(path, before)) : this.load(path, undefined);
    this.entries.delete(path);
    this.entries.set(path, entry);
    return (await entry).file;
  }

  /** The path without symbolic links, or undefined when nothing is there. */
  realPath(path: string): Promise<string | undefined> {
    const known = this.realPaths.get(path);
    if (known) return known;
    if (this.realPaths.size >= MAX_FILES) this.realPaths.clear();
    const found = realpath(path).catch(() => undefined);
    this.realPaths.set(path, found);
    return found;
  }

  private async renew(path: string, before: Entry): Promise<Entry> {
    return Date.now() - before.lookedAt < TRUSTED_FOR_MS ? before : this.load(path, before);
  }

  private async load(path: string, before: Entry | undefined): Promise<Entry> {
    const lookedAt = Date.now();
    const stamp = await stampOf(path);
    if (before?.stamp === stamp) return { ...before, lookedAt };
    const file = await readSourceFile(path).catch(() => undefined);
    this.weight += (file?.weight ?? 0) - (before?.file?.weight ?? 0);
    if (this.weight > MAX_WEIGHT || this.entries.size > MAX_FILES) this.shed(path);
    return { stamp, lookedAt, file };
  }

  /** Lets go of all files but the newest; those that are needed come back. */
  private shed(kept: string): void {
    for (const path of [...this.entries.keys()]) if (path !== kept) this.entries.delete(path);
    this.weight = 0;
  }
}

async function stampOf(path: string): Promise<string> {
  const found = await stat(path).catch(() => undefined);
  return found ? `${found.mtimeMs} ${found.size}` : '';
}
