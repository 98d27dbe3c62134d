import { hashLine } from '../base/lineHash';
import {
  type Attribution,
  type CallSite,
  type ChainFrame,
  type Confidence,
  callSiteIdOf,
  type SourceFrame,
} from '../model/attribution';
import type { RawFrame } from '../protocol/probeRecords';
import type { Doubt, Place, SourceMapper } from './sourceMapper';

interface UserFrame {
  readonly raw: RawFrame;
  readonly place: Place;
  readonly doubt: Doubt;
  /** Something further in could be the user's code too, but can't be opened. */
  readonly shadowed: boolean;
}

/**
 * Finds the line of the user's code that made a request: the innermost frame that is the user's once it went through
 * source maps. A frame that was only guessed is taken when there is no other, and said to be one.
 * @param frames candidates in the order they are to be tried
 */
export async function chooseSite(frames: readonly RawFrame[], mapper: SourceMapper): Promise<Attribution> {
  const found = await findUserFrames(frames, mapper);
  const certain = found.filter(({ raw }) => raw.origin !== 'stale');
  const chosen = certain.length > 0 ? certain : found;
  const site = chosen[0];
  if (!site) return { method: 'none', confidence: 'low', chain: [] };
  return Object.freeze({
    method: site.raw.origin,
    confidence: confidenceOf(site),
    site: describeSite(site),
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
  return found;
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

function confidenceOf({ raw, doubt, shadowed }: UserFrame): Confidence {
  if (raw.origin === 'stale' || doubt === 'much') return 'low';
  return doubt === 'some' || shadowed ? 'medium' : 'high';
}

function describeSite(frame: UserFrame): CallSite {
  const described = describeFrame(frame);
  return { ...described, id: callSiteIdOf(described) };
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

function isSameFunction(one: UserFrame, other: UserFrame): boolean {
  return (
    one.place.file === other.place.file && readFunctionName(one.raw.fn) === readFunctionName(other.raw.fn)
  );
}

/** A way is as certain as its least certain part. */
function describeChain(frames: readonly UserFrame[]): ChainFrame[] {
  let least = frames[0] ? confidenceOf(frames[0]) : 'low';
  const own = least;
  const chain = frames.map((frame): ChainFrame => {
    least = lesser(least, confidenceOf(frame));
    return { ...describeFrame(frame), ...(least !== own && { confidence: least }) };
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
