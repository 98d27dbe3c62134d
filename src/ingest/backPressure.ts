import type { Milliseconds } from '../base/units';
import type { Holdup } from '../model/holdup';
import type { BodyRead } from '../model/streamEvent';

/** By some moment the program had taken so many bytes of the body, from its beginning. */
export interface Take {
  readonly at: Milliseconds;
  readonly bytes: number;
}

/** What was waiting in the socket is read at once when reading goes on, piece by piece with less than this between. */
const BURST_GAP_MS = 5;

/**
 * When each read had been taken whole; undefined where that was not seen.
 * @param takes in order, as are the reads
 */
export function findTakeTimes(
  reads: readonly BodyRead[],
  takes: readonly Take[],
): (Milliseconds | undefined)[] {
  let arrived = 0;
  let next = 0;
  return reads.map((read) => {
    arrived += read.bytes;
    while ((takes[next]?.bytes ?? arrived) < arrived) next += 1;
    const at = takes[next]?.at;
    return at === undefined ? undefined : Math.max(at, read.at);
  });
}

/**
 * Stretches in which as much was waiting to be taken as the client keeps, so that it stopped reading from the socket.
 * One that lasts to the end of what is known is left out.
 * @param capacity in bytes
 */
export function findBackPressure(
  reads: readonly BodyRead[],
  takes: readonly Take[],
  capacity: number,
): Holdup[] {
  const holdups: Holdup[] = [];
  let arrived = 0;
  let start: Milliseconds | undefined;
  let next = 0;
  const release = (until: Milliseconds) => {
    for (; next < takes.length; next++) {
      const { at, bytes } = takes[next] as Take;
      if (at > until) return;
      if (start !== undefined && arrived - bytes < capacity) {
        if (at > start) holdups.push({ kind: 'backPressure', start, end: at });
        start = undefined;
      }
    }
  };
  for (const { at, bytes } of reads) {
    release(at);
    arrived += bytes;
    if (arrived - (takes[next - 1]?.bytes ?? 0) >= capacity) start ??= at;
  }
  release(Number.POSITIVE_INFINITY);
  return holdups;
}

/** Since when each read may have been waiting in a socket that was left; undefined for those that were not. */
export function findHeldSince(
  reads: readonly BodyRead[],
  backPressure: readonly Holdup[],
): (Milliseconds | undefined)[] {
  let current: Holdup | undefined;
  let next = 0;
  return reads.map(({ at }, index) => {
    const before = reads[index - 1]?.at ?? Number.NEGATIVE_INFINITY;
    while ((backPressure[next]?.end ?? Number.POSITIVE_INFINITY) <= at) current = backPressure[next++];
    const burstBegan = Math.max(current?.end ?? Number.NEGATIVE_INFINITY, before);
    if (at - burstBegan > BURST_GAP_MS) current = undefined;
    return current?.start;
  });
}
