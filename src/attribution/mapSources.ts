import { dirname, isAbsolute, join } from 'node:path';
import type { SourceFiles } from './sourceFiles';
import { findElsewhere, findInProject, isInstalled, readSourceName } from './sourcePath';

/** Finds the files that source maps name, and tells whose they are. */
export class MapSources {
  /** Where sources are that bundlers name by a path in `node_modules`, by that path as seen from the generated file. */
  private readonly installed = new Map<string, Promise<string | undefined>>();

  constructor(private readonly files: SourceFiles) {}

  /**
   * Path of a map's source; nothing when it isn't there. One that is known to be foreign by its name alone needn't be.
   * @param generated the file that the map is of
   */
  async find(source: string, generated: string): Promise<string | undefined> {
    const name = readSourceName(source);
    if (name.kind === 'file') return findElsewhere(name.path, generated);
    if (name.kind !== 'project') return undefined;
    if (!isInstalled(name.relative)) return findInProject(name.relative, generated);
    const key = join(dirname(generated), name.relative);
    const known = this.installed.get(key) ?? findInProject(name.relative, generated);
    this.installed.set(key, known);
    return (await known) ?? name.relative;
  }

  /** Whether a source is of an installed package, and not of one of the workspace's own that is linked into it. */
  async isForeign(path: string): Promise<boolean> {
    if (!isInstalled(path)) return false;
    const real = isAbsolute(path) ? await this.files.realPath(path) : undefined;
    return real === undefined || isInstalled(real);
  }
}
