import { join } from 'node:path';
import {
  decodedMappings,
  isIgnored,
  type Needle,
  originalPositionFor,
  sourceContentFor,
  type TraceMap,
} from '@jridgewell/trace-mapping';
import type { RawFrame } from '../protocol/probeRecords';
import { findCalleeColumn } from './calleeColumn';
import { MapSources } from './mapSources';
import { OpenedFolder } from './openedFolder';
import type { SourceFile } from './sourceFile';
import { SourceFiles } from './sourceFiles';
import { isInstalled, isToolCache, readSourceName } from './sourcePath';

/** A bundle of a bundle of a compiled file is as far as anyone goes. */
const MAX_MAPS = 4;
/** No person writes a line this long. */
const LONGEST_WRITTEN_LINE = 500;

/** Where a frame really is. */
export type Placement =
  | {
      readonly kind: 'user';
      readonly place: Place;
      readonly doubt: Doubt;
      /** Its map names the source by a path within the project, as bundlers do: whether there is such a file. */
      readonly bundled?: 'found' | 'missing';
    }
  /** Installed packages, and glue that a compiler added. */
  | { readonly kind: 'foreign' }
  /** Could be the user's code, but has no file that can be opened. */
  | { readonly kind: 'unknown' };

export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** The line as it ran, when it could be read. */
  readonly text?: string;
  /** The file's lines as they are now. */
  readonly lines: readonly string[];
}

/**
 * `some`: the generated line of a file whose source is missing. `much`: the line may be another one, or can't be what a
 * person wrote.
 */
export type Doubt = 'none' | 'some' | 'much';

interface Position {
  readonly file: SourceFile;
  readonly line: number;
  readonly column: number;
  readonly text?: string;
}

interface MappedPosition extends Position {
  /** The map names it by its path within the project. */
  readonly isBundled: boolean;
  /** The map tells lines apart, but not what is on them. */
  readonly isCoarse: boolean;
}

export interface SourceMapperOptions {
  /** Workspace folder as the user opened it: files below it keep its path, symbolic links in it included. */
  readonly folder?: string;
}

/** Follows frames through source maps to the file that a person wrote, and tells whose code it is. */
export class SourceMapper {
  private readonly files = new SourceFiles();
  private readonly sources = new MapSources(this.files);

  private readonly folder: OpenedFolder | undefined;

  constructor(private readonly options: SourceMapperOptions = {}) {
    this.folder = options.folder === undefined ? undefined : new OpenedFolder(options.folder);
  }

  /** Never throws. Lines and columns are 1-based on both sides. */
  async locate(frame: RawFrame): Promise<Placement> {
    return (await this.locateByRuntime(frame)) ?? this.locateOnDisk(frame);
  }

  /** The runtime knows maps that are nowhere on disk; it is believed as far as its answer can be a place at all. */
  private async locateByRuntime({ mapped }: RawFrame): Promise<Placement | undefined> {
    const path = mapped && (await this.findMapped(mapped.file));
    if (path !== undefined && (await this.sources.isForeign(path))) return foreign;
    const file = path === undefined ? undefined : await this.open(path);
    if (!mapped || !file || !isWithin(file, mapped.line, mapped.column)) return undefined;
    return this.settle({ file, line: mapped.line, column: mapped.column });
  }

  /** What a bundler names by its place in the project is looked for around the workspace folder: no file is near it. */
  private async findMapped(source: string): Promise<string | undefined> {
    return this.sources.find(source, join(this.options.folder ?? process.cwd(), 'any'));
  }

  private async locateOnDisk({ file, line, column, edited }: RawFrame): Promise<Placement> {
    const name = readSourceName(file);
    if (name.kind === 'runtime') return foreign;
    if (name.kind === 'project' && isInstalled(name.relative)) return foreign;
    if (name.kind !== 'file') return { kind: 'unknown' };
    const path = (await this.files.realPath(name.path)) ?? name.path;
    if (isInstalled(path) && !isToolCache(path)) return foreign;
    const generated = await this.files.get(path);
    if (!generated) return { kind: 'unknown' };
    const at = { file: generated, line, column };
    return edited ? this.settle(at, 'much') : this.follow(at);
  }

  private async follow(start: Position): Promise<Placement> {
    let at = start;
    let doubt: Doubt = at.file.mapIsMissing ? 'some' : 'none';
    let bundled: 'found' | undefined;
    for (let maps = 0; at.file.map && maps < MAX_MAPS; maps++) {
      const next = await this.followOnce(at, at.file.map);
      if (next === 'foreign') return foreign;
      if (next === 'missing') return this.settle(at, 'some');
      if (next === 'notInProject') return this.settle(at, 'some', 'missing');
      if (next.isCoarse) doubt = 'much';
      if (next.isBundled) bundled = 'found';
      at = next;
    }
    return this.settle(at, doubt, bundled);
  }

  private async followOnce(
    at: Position,
    map: TraceMap,
  ): Promise<MappedPosition | 'foreign' | 'missing' | 'notInProject'> {
    const needle = { line: Math.max(1, at.line), column: Math.max(0, at.column - 1) };
    const { source, line, column } = originalPositionFor(map, needle);
    // What a compiler adds of its own has no source.
    if (!source || isIgnored(map, source)) return 'foreign';
    const path = await this.sources.find(source, at.file.path);
    if (path !== undefined && (await this.sources.isForeign(path))) return 'foreign';
    const file = path === undefined ? undefined : await this.open(path);
    const isBundled = readSourceName(source).kind === 'project';
    if (!file) return isBundled ? 'notInProject' : 'missing';
    const text = sourceContentFor(map, source)?.split('\n')[line - 1];
    return { file, line, column: column + 1, text, isBundled, isCoarse: isCoarse(map, needle) };
  }

  private async settle(
    at: Position,
    doubt: Doubt = 'none',
    bundled?: 'found' | 'missing',
  ): Promise<Placement> {
    const { file, line, column } = at;
    if (isInstalled(file.path)) return foreign;
    const text = at.text ?? file.lines[line - 1];
    const isWritten = text !== undefined && text.length <= LONGEST_WRITTEN_LINE && column <= text.length + 1;
    const place = {
      file: await this.asOpened(file.path),
      line,
      column: isWritten ? findCalleeColumn(text, column) : column,
      text,
      lines: file.lines,
    };
    return { kind: 'user', place, doubt: isWritten ? doubt : 'much', ...(bundled && { bundled }) };
  }

  private async open(path: string): Promise<SourceFile | undefined> {
    const real = await this.files.realPath(path);
    return real === undefined ? undefined : this.files.get(real);
  }

  private async asOpened(path: string): Promise<string> {
    return this.folder ? this.folder.asOpened(path) : path;
  }
}

const foreign: Placement = { kind: 'foreign' };

/** Whether a map knows nothing but the beginning of a generated line, as the `cheap` ones of webpack do. */
function isCoarse(map: TraceMap, { line, column }: Needle): boolean {
  const segments = decodedMappings(map)[line - 1] ?? [];
  const [only] = segments;
  return segments.length === 1 && only?.[0] === 0 && only[3] === 0 && column > 0;
}

function isWithin(file: SourceFile, line: number, column: number): boolean {
  const text = file.lines[line - 1];
  return text !== undefined && column >= 1 && column <= text.length + 1;
}
