import { dirname, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import {
  type DecodedSourceMap,
  type EncodedSourceMap,
  FlattenMap,
  type Section,
  type SectionedSourceMap,
  type TraceMap,
} from '@jridgewell/trace-mapping';
import { decodeMap } from './decodeMappings';
import { readBounded } from './readBounded';

/** Memory per character of a map: decoded, each of its numbers takes eight bytes and each segment a list. */
const WEIGHT_OF_MAP = 8;

export interface SourceMapOnDisk {
  readonly map: TraceMap;
  /** Memory it takes, roughly, in bytes. */
  readonly weight: number;
}

/**
 * The map of a generated file: inline, by its name, or the one beside the file, because a name may be of the place where
 * the map will be published. Nothing is fetched from a network.
 * @param url what the file's comment names, if it has one
 * @throws when there is none that can be read
 */
export async function readSourceMap(generated: string, url: string | undefined): Promise<SourceMapOnDisk> {
  const beside = `${generated}.map`;
  const inline = url === undefined ? undefined : decodeDataUrl(url);
  if (inline !== undefined) return parseMap(inline, beside);
  const named = url === undefined ? beside : resolveMapPath(url, generated);
  return readMapFile(named).catch((error) => {
    if (named === beside) throw error;
    return readMapFile(beside);
  });
}

/** The last comment of the file that names a map; only comments and white space may follow it. */
export function findMapUrl(text: string): string | undefined {
  const at = Math.max(text.lastIndexOf('//# sourceMappingURL='), text.lastIndexOf('//@ sourceMappingURL='));
  if (at < 0) return undefined;
  const [comment = '', ...rest] = text.slice(at).split('\n');
  const isLast = rest.every((line) => /^\s*(\/\/.*)?$/.test(line));
  return isLast ? comment.slice(comment.indexOf('=') + 1).trim() : undefined;
}

async function readMapFile(path: string): Promise<SourceMapOnDisk> {
  return parseMap(await readBounded(path), path);
}

async function parseMap(json: string, path: string): Promise<SourceMapOnDisk> {
  const parsed = await decodeSections(JSON.parse(json.replace(/^\)\]\}'[^\n]*\n/, '')));
  return { map: new FlattenMap(parsed, pathToFileURL(path).href), weight: json.length * WEIGHT_OF_MAP };
}

async function decodeSections(
  map: EncodedSourceMap | SectionedSourceMap,
): Promise<DecodedSourceMap | SectionedSourceMap> {
  if (!('sections' in map)) return decodeMap(map);
  const sections: Section[] = [];
  for (const section of map.sections) {
    sections.push({ ...section, map: await decodeSections(section.map as EncodedSourceMap) });
  }
  return { ...map, sections };
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
