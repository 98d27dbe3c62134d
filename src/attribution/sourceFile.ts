import { readFile, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { FlattenMap, type TraceMap } from '@jridgewell/trace-mapping';

/** Larger files would hold up whoever reads them for longer than a line is worth. */
const MAX_FILE_BYTES = 64 << 20;

/** A file that the program runs or is made of, as it is on disk. */
export interface SourceFile {
  readonly path: string;
  readonly lines: readonly string[];
  /** The map of a generated file. */
  readonly map?: TraceMap;
  /** Memory it takes, roughly, in bytes. */
  readonly weight: number;
}

/**
 * Reads a file and its source map (https://tc39.es/ecma426/): inline, named by its comment, or beside it.
 * Nothing is fetched from a network.
 * @throws when the file itself can't be read
 */
export async function readSourceFile(path: string): Promise<SourceFile> {
  const text = await readBounded(path);
  const found = await readMap(path, text).catch(() => undefined);
  return { path, lines: text.split('\n'), map: found?.map, weight: text.length + (found?.weight ?? 0) };
}

async function readMap(path: string, text: string): Promise<{ map: TraceMap; weight: number } | undefined> {
  const url = findMapUrl(text);
  const inline = url === undefined ? undefined : decodeDataUrl(url);
  const mapPath = url === undefined || inline !== undefined ? `${path}.map` : resolveMapPath(url, path);
  const json = inline ?? (await readBounded(mapPath));
  const parsed = JSON.parse(json.replace(/^\)\]\}'[^\n]*\n/, ''));
  return { map: new FlattenMap(parsed, pathToFileURL(mapPath).href), weight: json.length * 2 };
}

/** The last comment of the file that names a map; only comments and white space may follow it. */
function findMapUrl(text: string): string | undefined {
  const at = Math.max(text.lastIndexOf('//# sourceMappingURL='), text.lastIndexOf('//@ sourceMappingURL='));
  if (at < 0) return undefined;
  const [comment = '', ...rest] = text.slice(at).split('\n');
  const isLast = rest.every((line) => /^\s*(\/\/.*)?$/.test(line));
  return isLast ? comment.slice(comment.indexOf('=') + 1).trim() : undefined;
}

function decodeDataUrl(url: string): string | undefined {
  const [, encoding, data] = /^data:[^,]*?(;base64)?,(.*)$/s.exec(url) ?? [];
  if (data === undefined) return undefined;
  return encoding ? Buffer.from(data, 'base64').toString('utf8') : decodeURIComponent(data);
}

function resolveMapPath(url: string, generated: string): string {
  if (url.startsWith('file:')) return fileURLToPath(url);
  return resolve(dirname(generated), decodeURIComponent(url.replace(/[?#].*$/, '')));
}

async function readBounded(path: string): Promise<string> {
  const { size } = await stat(path);
  if (size > MAX_FILE_BYTES) throw new Error(`${path} is too large`);
  return readFile(path, 'utf8');
}
