import { pathToFileURL } from 'node:url';
import type { RawFrame } from '../../../protocol/probeRecords';
import { readCallSites, type Trace } from './stackTrace';

/** A frame without the way it was found. */
export interface Place extends Pick<RawFrame, 'file' | 'line' | 'column' | 'fn'> {
  /** Characters of the script in front of it, where the engine tells. */
  readonly offset?: number;
}

/** Not every engine tells all of it. */
type CallSite = Omit<NodeJS.CallSite, 'getPosition'> & { isAsync?(): boolean; getPosition?(): number };

const probeFile = __filename;
const probeUrl = pathToFileURL(__filename).href;

/** What a captured stack says. */
export interface StackReading {
  /** Places on the stack, innermost first, without those of the runtime and of the probe. */
  readonly places: readonly Place[];
  /**
   * Places of the functions that await the outermost one, as far as the runtime knows: up to where one of them awaits
   * several things at once, and could have made the call elsewhere.
   */
  readonly awaiting: readonly Place[];
  /** The stack went on. */
  readonly truncated: boolean;
}

/** @param frameLimit number of frames that were captured at most */
export function readStack(trace: Trace, frameLimit: number): StackReading {
  const callSites = readCallSites(trace);
  const onStack = callSites.filter((callSite) => !isAwaiting(callSite));
  return {
    places: onStack.flatMap(placeOf),
    awaiting: untilCombinator(callSites.filter(isAwaiting)).flatMap(placeOf),
    truncated: onStack.length === frameLimit,
  };
}

/** Whether the raw path looks like an installed package. The host decides; this only says what to drop first. */
export function looksInstalled(file: string): boolean {
  return file.includes('node_modules');
}

/** Whether a script is the runtime's or the probe's own, or compiled from no script, as undici's parser is. */
export function isForeign(file: string): boolean {
  return file.startsWith('node:') || file.startsWith('wasm:') || file === probeFile || file === probeUrl;
}

/** A position costs a look at the source, the first time: it is asked of frames that are kept only. */
function placeOf(callSite: CallSite): Place | [] {
  const file = callSite.getFileName() ?? callSite.getScriptNameOrSourceURL();
  if (!file || isForeign(file)) return [];
  const line = callSite.getLineNumber();
  const column = callSite.getColumnNumber();
  if (line === null || column === null) return [];
  return {
    file,
    line,
    column,
    fn: functionNameOf(callSite),
    offset: callSite.getPosition?.(),
  };
}

/** As stacks print it: `new` tells that the frame constructs. */
function functionNameOf(callSite: CallSite): string | undefined {
  const name = callSite.getFunctionName() ?? undefined;
  return name && callSite.isConstructor() ? `new ${name}` : name;
}

/** An async frame is not on the stack: it says which function awaits, not which call it made. */
function isAwaiting(callSite: CallSite): boolean {
  return callSite.isAsync?.() ?? false;
}

/** `Promise.all` and the like have a frame of their own among those that await. */
function untilCombinator(awaiting: readonly NodeJS.CallSite[]): readonly NodeJS.CallSite[] {
  const end = awaiting.findIndex((callSite) => typeof callSite.getPromiseIndex?.() === 'number');
  return end < 0 ? awaiting : awaiting.slice(0, end);
}
