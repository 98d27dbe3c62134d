import type { Milliseconds } from '../base/units';
import type { Attempt } from '../model/attempt';
import type { ServerTimings } from '../model/serverTimings';
import { findMoments, hasHiddenReasoning, isStream, type Moments } from './moments';

/** What a server's own figures part a phase into. `rest` is what they leave: the network, and what they don't speak of. */
export type ServerPartName =
  | 'load'
  | 'queue'
  | 'prefill'
  | 'inference'
  | 'decode'
  | 'firstToken'
  | 'total'
  | 'rest';

/** A part of the wait for an answer, or of its streaming. Its length is the server's word, its place is not known. */
export interface ServerPart {
  readonly name: ServerPartName;
  readonly of: 'wait' | 'streaming';
  readonly length: Milliseconds;
}

/** Figures of which each is a part of the wait, beside the others; and the one that stands for them all. */
interface Breakdown {
  readonly parts: readonly ServerPartName[];
  readonly whole: ServerPartName;
}
const ofStream: Breakdown = { parts: ['load', 'queue', 'prefill'], whole: 'firstToken' };
const ofDocument: Breakdown = {
  parts: ['load', 'queue', 'prefill', 'decode', 'inference'],
  whole: 'total',
};

/**
 * The parts that a server's figures make of an attempt; none where it gave no figures that fit. Hidden reasoning lies
 * between prefill and the first output, so that nothing can be told apart there.
 */
export function findServerParts(attempt: Attempt): readonly ServerPart[] {
  const moments = findMoments(attempt);
  const timings = attempt.response?.serverTimings;
  if (!timings || hasHiddenReasoning(attempt, moments)) return [];
  const wait = findWait(attempt, moments);
  if (wait === undefined) return [];
  const known = partWait(timings, isStream(attempt) ? ofStream : ofDocument);
  if (known.length === 0) return partStreaming(timings, attempt, moments);
  const sum = known.reduce((total, { length }) => total + length, 0);
  return [
    ...known,
    { name: 'rest', of: 'wait', length: Math.max(0, wait.end - wait.start - sum) },
    ...partStreaming(timings, attempt, moments),
  ];
}

/** From when the request was out until the first output, or of a document its end; undefined before that. */
export function findWait(
  attempt: Attempt,
  { firstOutput, end }: Moments,
): { readonly start: Milliseconds; readonly end: Milliseconds } | undefined {
  const { start, sent, assigned = start, tcpDone = start, tlsDone = start } = attempt.timing;
  const until = isStream(attempt) ? firstOutput : end;
  if (until === undefined || attempt.outcome === 'error') return undefined;
  return { start: Math.min(sent ?? Math.max(assigned, tcpDone, tlsDone), until), end: until };
}

function partWait(timings: ServerTimings, { parts, whole }: Breakdown): ServerPart[] {
  const known = parts.flatMap((name) => toPart(name, 'wait', timings));
  return known.length > 0 ? known : toPart(whole, 'wait', timings);
}

/** Decoding goes on while output comes. With streamed reasoning it spans thinking and streaming and parts neither. */
function partStreaming(timings: ServerTimings, attempt: Attempt, { firstReasoning }: Moments): ServerPart[] {
  return isStream(attempt) && firstReasoning === undefined ? toPart('decode', 'streaming', timings) : [];
}

/** A part of no length says nothing. */
function toPart(name: ServerPartName, of: ServerPart['of'], timings: ServerTimings): ServerPart[] {
  const length = name === 'rest' ? undefined : timings[name];
  return length === undefined || length === 0 ? [] : [{ name, of, length }];
}
