import { readdir, realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, relative } from 'node:path';

/** Where symbolic links are looked for: so many folders below the workspace folder, and so deep. */
const MAX_FOLDERS = 2000;
const MAX_DEPTH = 4;

interface Link {
  readonly path: string;
  /** Without symbolic links. */
  readonly target: string;
}

/** A folder as a person opened it: what a runtime calls by its real path is named the way the person sees it. */
export class OpenedFolder {
  private links: Promise<readonly Link[]> | undefined;

  constructor(private readonly path: string) {}

  /**
   * The path by which a file is seen from the folder, or the given one when it is outside.
   * @param path without symbolic links
   */
  async asOpened(path: string): Promise<string> {
    const inFolder = rebase(path, await this.itself());
    if (inFolder !== undefined) return inFolder;
    this.links ??= findLinks(this.path);
    for (const link of await this.links) {
      const inLink = rebase(path, link);
      if (inLink !== undefined) return inLink;
    }
    return path;
  }

  private async itself(): Promise<Link> {
    return { path: this.path, target: await realpath(this.path).catch(() => this.path) };
  }
}

function rebase(path: string, { path: link, target }: Link): string | undefined {
  const below = relative(target, path);
  return below === '' || below.startsWith('..') || isAbsolute(below) ? undefined : join(link, below);
}

/** Links to folders, the nearest first: what is reached by two ways goes by the shorter one. */
async function findLinks(root: string): Promise<readonly Link[]> {
  const links: Link[] = [];
  let level = [root];
  for (let depth = 0, seen = 0; depth < MAX_DEPTH && level.length > 0 && seen < MAX_FOLDERS; depth++) {
    const found = await Promise.all(level.slice(0, MAX_FOLDERS - seen).map(readFolder));
    seen += level.length;
    links.push(...found.flatMap((folder) => folder.links));
    level = found.flatMap((folder) => folder.folders);
  }
  return links;
}

async function readFolder(folder: string): Promise<{ links: readonly Link[]; folders: string[] }> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const own = entries.filter(({ name }) => name !== 'node_modules' && !name.startsWith('.'));
  const links = await Promise.all(
    own.filter((entry) => entry.isSymbolicLink()).map(({ name }) => readLink(join(folder, name))),
  );
  return {
    links: links.flatMap((link) => link ?? []),
    folders: own.filter((entry) => entry.isDirectory()).map(({ name }) => join(folder, name)),
  };
}

async function readLink(path: string): Promise<Link | undefined> {
  try {
    const target = await realpath(path);
    return (await stat(target)).isDirectory() ? { path, target } : undefined;
  } catch {
    return undefined;
  }
}
