import type { Milliseconds } from '../../base/units';
import { buildPhases, type PhaseName } from '../../metrics/phases';
import { lastAttempt } from '../../model/call';
import type { Activity, CallActivity } from '../activity';
import type { Pace } from './pace';

/** A slice of an activity and how long it takes when the run is done again. Slices follow each other without gap. */
export interface Piece {
  /** Phase of a call; other work is one slice without a name. */
  readonly name?: PhaseName;
  readonly start: Milliseconds;
  readonly end: Milliseconds;
  readonly length: Milliseconds;
  /** Of the attempt that answered. */
  readonly isFinal: boolean;
  /** Before the first output of the attempt that answered. */
  readonly isBeforeOutput: boolean;
  /** A change set its length anew. */
  readonly isChanged: boolean;
  /** By how much the length may be off either way. */
  readonly doubt: Milliseconds;
}

/** What takes another time than it did, by the place of the activity. */
export type Pieces = ReadonlyMap<number, readonly Piece[]>;

/** All that is in doubt is as little as it may be, as it is thought to be, or as much as it may be. */
export type Edge = -1 | 0 | 1;

/** How an activity went, as recorded. */
export function cutIntoPieces(activity: Activity, pace: Pace): readonly Piece[] {
  const { start, end } = activity;
  if (activity.kind === 'work' || start === end) return [asRecorded({ start, end })];
  return cutCall(activity, pace);
}

function cutCall({ call, start, end }: CallActivity, pace: Pace): readonly Piece[] {
  const attempt = lastAttempt(call);
  const from = attempt.timing.start;
  const phases = buildPhases(call, end).flatMap((phase) => {
    if (phase.name !== 'wait' || phase.start < from) return [phase];
    const generation = Math.min(pace.generationOf(attempt) ?? 0, phase.end - phase.start);
    const cut = phase.end - generation;
    const parts = [
      { ...phase, end: cut },
      { ...phase, name: 'streaming' as const, start: cut },
    ];
    return parts.filter((part) => part.start < part.end);
  });
  if (phases.length === 0) return [asRecorded({ start, end })];
  const firstOutput = pace.firstOutputOf(attempt) ?? Number.NEGATIVE_INFINITY;
  return phases.map((phase) => {
    const isFinal = phase.start >= from;
    return { ...asRecorded(phase), isFinal, isBeforeOutput: isFinal && phase.end <= firstOutput };
  });
}

function asRecorded({ name, start, end }: Pick<Piece, 'name' | 'start' | 'end'>): Piece {
  const length = end - start;
  return { name, start, end, length, isFinal: true, isBeforeOutput: false, isChanged: false, doubt: 0 };
}

/** How long a piece takes at an edge of what is in doubt. */
export function lengthAt({ length, doubt }: Piece, edge: Edge): Milliseconds {
  return edge === 0 ? length : Math.max(0, length + edge * doubt);
}

/** By how much longer the whole takes than it did. */
export function lengthened(pieces: readonly Piece[], edge: Edge): Milliseconds {
  let sum = 0;
  for (const piece of pieces) sum += lengthAt(piece, edge) - (piece.end - piece.start);
  return sum;
}

/** By how much later, from the start of the whole, a recorded moment within it comes. */
export function shiftWithin(pieces: readonly Piece[], moment: Milliseconds, edge: Edge): Milliseconds {
  let sum = 0;
  for (const piece of pieces) {
    const { start, end } = piece;
    if (moment <= start) continue;
    const share = moment >= end ? 1 : (moment - start) / (end - start);
    sum += share * (lengthAt(piece, edge) - (end - start));
  }
  return sum;
}
