import { extend } from '../base/extend';
import { hashLine } from '../base/lineHash';
import type { CallSiteId } from '../base/units';
import {
  type Attribution,
  type AttributionMethod,
  type CallSite,
  type ChainFrame,
  type Confidence,
  callSiteIdOf,
  type SourceFrame,
} from '../model/attribution';
import type { RawFrame } from '../protocol/probeRecords';
import { findDefinition } from './findDefinition';
import { rankFrames } from './rankFrames';
import type { SourceMapper } from './sourceMapper';
import type { UserFrame } from './userFrame';

/**
 * Finds the line of the user's code that made a request: the innermost frame that is the user's once it went through
 * source maps. A frame that was only guessed is taken when there is no other, and said to be one.
 * @param frames candidates in the order they are to be tried
 * @param known places that have certainly made requests in this run; gets the one that is found when it is certain
 */
export async function chooseSite(
  frames: readonly RawFrame[],
  mapper: SourceMapper,
  known: Set<CallSiteId> = new Set(),
): Promise<Attribution> {
  const found = await findUserFrames(frames, mapper);
  const chosen = rankFrames(found, known);
  const site = chosen[0];
  if (!site) return { method: 'none', confidence: 'low', chain: [] };
  const described = describeSite(site);
  const confidence = confidenceOf(site);
  if (confidence === 'high') known.add(described.id);
  return Object.freeze({
    method: methodOf(site),
    confidence,
    site: described,
    ...(site.raw.context !== undefined && { moment: site.raw.context }),
    chain: describeChain(withoutPast(chosen)),
  });
}

async function findUserFrames(frames: readonly RawFrame[], mapper: SourceMapper): Promise<UserFrame[]> {
  const placements = await Promise.all(frames.map((frame) => mapper.locate(frame)));
  const found: UserFrame[] = [];
  let shadowed = false;
  for (const [index, placement] of placements.entries()) {
    shadowed ||= placement.kind === 'unknown';
    if (placement.kind !== 'user') continue;
    const doubt = isBehindConstructor(frames, index) ? 'much' : placement.doubt;
    found.push({ ...placement, doubt, raw: frames[index] as RawFrame, shadowed });
  }
  return withoutStrangers(found);
}

/**
 * A bundler that was given the maps of packages names their sources as if they were the project's. Where the project's
 * own sources are on disk, a source that isn't there is not the project's.
 */
function withoutStrangers(frames: readonly UserFrame[]): UserFrame[] {
  const hasSources = frames.some(({ bundled }) => bundled === 'found');
  return frames.filter(({ bundled }) => !hasSources || bundled !== 'missing');
}

/**
 * Whether a frame only constructs what made the request later: that gives an object and no answer, so whoever asked it
 * for one is not known.
 */
function isBehindConstructor(frames: readonly RawFrame[], index: number): boolean {
  const [within, frame] = [frames[index - 1], frames[index] as RawFrame];
  if (!within || frame.origin === 'sync') return false;
  return within.depth === frame.depth && within.origin === frame.origin && /^new /.test(within.fn ?? '');
}

function methodOf({ raw, confirmed }: UserFrame): AttributionMethod {
  if (confirmed) return 'confirmed';
  return raw.origin === 'awaiting' ? 'stale' : raw.origin;
}

function confidenceOf(frame: UserFrame): Confidence {
  const { doubt, shadowed } = frame;
  const method = methodOf(frame);
  if (method === 'stale' || doubt === 'much') return 'low';
  // What is awaited may have been given a callback that made the request: those are not among what the runtime tells.
  return method === 'confirmed' || doubt === 'some' || shadowed ? 'medium' : 'high';
}

function describeSite(frame: UserFrame): CallSite {
  const described = describeFrame(frame);
  return extend(described, { id: callSiteIdOf(described) });
}

/**
 * Of each function only where it was when it called the next one. A function that waits several times is met again
 * further out, at the lines where it waited before: those led nowhere. Within one stack it called itself.
 */
function withoutPast(frames: readonly UserFrame[]): UserFrame[] {
  const kept: UserFrame[] = [];
  for (const frame of frames) {
    const same = kept.findLast((other) => isSameFunction(other, frame));
    const isPast =
      same && same.raw.depth < frame.raw.depth && (readFunctionName(frame.raw.fn) || same === kept.at(-1));
    if (!isPast) kept.push(frame);
  }
  return kept;
}

/** Several functions of a file may have one name, such as what each of its tools executes. */
function isSameFunction({ place, raw }: UserFrame, other: UserFrame): boolean {
  const name = readFunctionName(raw.fn);
  if (place.file !== other.place.file || name !== readFunctionName(other.raw.fn)) return false;
  if (name === undefined || place.line === other.place.line) return true;
  const [own, others] = [place, other.place].map(({ lines, line }) => findDefinition(lines, line, name));
  return own === undefined || others === undefined || own === others;
}

/** A way is as certain as its least certain part. */
function describeChain(frames: readonly UserFrame[]): ChainFrame[] {
  let least = frames[0] ? confidenceOf(frames[0]) : 'low';
  const own = least;
  const chain = frames.map((frame): ChainFrame => {
    least = lesser(least, confidenceOf(frame));
    const moment = frame.raw.context;
    return extend(describeFrame(frame), {
      ...(least !== own && { confidence: least }),
      ...(moment !== undefined && { moment }),
    });
  });
  return withoutRepeats(chain);
}

function lesser(a: Confidence, b: Confidence): Confidence {
  return [a, b].find((one) => one === 'low') ?? [a, b].find((one) => one === 'medium') ?? 'high';
}

function describeFrame({ raw, place: { file, line, column, text } }: UserFrame): SourceFrame {
  const functionName = readFunctionName(raw.fn);
  return {
    file,
    line,
    column,
    ...(functionName !== undefined && { functionName }),
    ...(text !== undefined && { lineHash: hashLine(text) }),
  };
}

/** `Object.<anonymous>` and the like name nothing that a person wrote. */
function readFunctionName(name: string | undefined): string | undefined {
  const written = name?.replace(/^(async |new )/, '');
  return !written || written.includes('<anonymous>') ? undefined : written;
}

function withoutRepeats(frames: readonly ChainFrame[]): ChainFrame[] {
  return frames.filter((frame, index) => {
    const before = frames[index - 1];
    return !before || callSiteIdOf(before) !== callSiteIdOf(frame);
  });
}
