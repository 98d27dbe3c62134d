import type { Session } from 'node:inspector';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { dirname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseJson, statSync } from '../builtins';
import { inspectorModule } from './debuggerStack';
import { type LinedText, pathOf, splitLines } from './diskText';
import { isForeign, looksInstalled } from './places';

/** A script that the engine runs. */
export interface EngineScript {
  /** The map that is part of its text. */
  readonly map?: SourceMap;
  /** Its text, when there is no map. */
  readonly text?: LinedText;
}

interface ScriptParsed {
  readonly scriptId: string;
  readonly url: string;
  readonly sourceMapURL?: string;
  readonly length?: number;
}

/** As far as all maps have it: one with sections has no sources of its own, and none is put into a script. */
interface RawMap {
  readonly sources: readonly string[];
  readonly sourceRoot?: string;
}

/** Each look holds the program up once, for 0.1 to 0.3 ms a script it has loaded. */
const maxLooks = 8;
const largestText = 1 << 20;
let looks = 0;
let scripts = new Map<string, EngineScript>();

/**
 * The script of that name as the engine has it. Code that is compiled while the program runs is in no file, and the
 * map in its last line is kept by nobody else unless the runtime keeps maps.
 */
export function findEngineScript(name: string): EngineScript | undefined {
  const url = urlOf(name);
  if (!scripts.has(url) && looks < maxLooks) {
    looks++;
    scripts = new Map([...scripts, ...readScripts()]);
    if (!scripts.has(url)) scripts.set(url, {});
  }
  return scripts.get(url);
}

/** A domain of a session of our own is on for as long as this takes: breakpoints and pauses stay who set them. */
function readScripts(): Map<string, EngineScript> {
  const found: ScriptParsed[] = [];
  const result = new Map<string, EngineScript>();
  const session = new (inspectorModule().Session)();
  session.connect();
  session.on('Debugger.scriptParsed', ({ params }) => found.push(params));
  session.post('Debugger.enable');
  for (const script of found) {
    if (script.url && !isForeign(script.url) && !looksInstalled(script.url)) {
      result.set(script.url, readScript(session, script));
    }
  }
  session.disconnect();
  return result;
}

function readScript(
  session: Session,
  { scriptId, url, sourceMapURL, length = 0 }: ScriptParsed,
): EngineScript {
  const map = sourceMapURL?.startsWith('data:') ? readMap(sourceMapURL, url) : undefined;
  if (map || length > largestText) return { map };
  let text = '';
  session.post('Debugger.getScriptSource', { scriptId }, (_error, answer) => {
    text = answer?.scriptSource ?? '';
  });
  return { text: splitLines(text) };
}

function readMap(dataUrl: string, script: string): SourceMap | undefined {
  const [, encoding, data = ''] = /^data:[^,]*?(;base64)?,(.*)$/s.exec(dataUrl) ?? [];
  try {
    const json = encoding ? Buffer.from(data, 'base64').toString('utf8') : decodeURIComponent(data);
    const map = parseJson(json) as RawMap;
    const sources = map.sources.map((source) => absoluteSource(source, map.sourceRoot ?? '', script));
    return new SourceMap({ ...map, sources, sourceRoot: '' } as SourceMapPayload);
  } catch {
    return undefined;
  }
}

function absoluteSource(source: string, root: string, script: string): string {
  const isRooted = /^([a-z][a-z0-9+.-]+:|\/)/i.test(source);
  const rooted = root && !isRooted ? `${root.replace(/\/$/, '')}/${source}` : source;
  if (/^[a-z][a-z0-9+.-]+:/i.test(rooted)) return findInWorkingFolder(rooted) ?? rooted;
  const path = pathOf(script);
  return path === undefined ? rooted : resolve(dirname(path), rooted);
}

/** A name within the project, as bundlers give it, is meant from where the program runs, if such a file is there. */
function findInWorkingFolder(name: string): string | undefined {
  const [, relative] = /^(?!file:)[a-z][a-z0-9+.-]+:\/\/[^/]*\/([^?]+)/i.exec(name) ?? [];
  const path = relative === undefined ? undefined : resolve(relative);
  return path !== undefined && statSync(path, { throwIfNoEntry: false })?.isFile() ? path : undefined;
}

function urlOf(name: string): string {
  const path = pathOf(name);
  return path === undefined ? name : pathToFileURL(path).href;
}
