import type { Interval } from '../../base/intervals';
import type { LedgerPiece } from './ledger';

/** The part of a piece that lies in an interval. What is somewhere in the whole can't be told of a part. */
export function clipPiece(piece: LedgerPiece, { start, end }: Interval): LedgerPiece {
  if (start <= piece.start && piece.end <= end) return piece;
  const { holds: _, ...rest } = piece;
  return { ...rest, start: Math.max(start, piece.start), end: Math.min(end, piece.end) };
}

/**
 * Changes what lies in some intervals, and leaves the rest as it is.
 * @param pieces in order, without overlap
 * @param intervals in order, without overlap
 */
export function changeWithin<Mark extends Interval>(
  pieces: readonly LedgerPiece[],
  intervals: readonly Mark[],
  change: (piece: LedgerPiece, mark: Mark) => LedgerPiece,
): readonly LedgerPiece[] {
  if (intervals.length === 0) return pieces;
  const changed: LedgerPiece[] = [];
  let next = 0;
  for (const piece of pieces) {
    while ((intervals[next]?.end ?? piece.end) <= piece.start) next += 1;
    next = cutPiece(piece, intervals, { next, change, into: changed });
  }
  return changed;
}

interface Cutting<Mark> {
  /** Index of the first interval that may reach into the piece. */
  readonly next: number;
  readonly into: LedgerPiece[];
  change(piece: LedgerPiece, mark: Mark): LedgerPiece;
}

/** @returns index of the first interval that may reach into the next piece */
function cutPiece<Mark extends Interval>(
  piece: LedgerPiece,
  intervals: readonly Mark[],
  { next, into, change }: Cutting<Mark>,
): number {
  let at = piece.start;
  let index = next;
  const add = (end: number, mark?: Mark) => {
    if (end <= at) return;
    const part = clipPiece(piece, { start: at, end });
    into.push(mark ? change(part, mark) : part);
    at = end;
  };
  for (let mark = intervals[index]; mark && mark.start < piece.end; mark = intervals[index]) {
    add(Math.min(mark.start, piece.end));
    add(Math.min(mark.end, piece.end), mark);
    if (mark.end > piece.end) break;
    index += 1;
  }
  add(piece.end);
  return index;
}
