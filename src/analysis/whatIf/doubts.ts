import type { Activity } from '../activity';
import type { RunAnalysis } from '../analyseRun';
import type { Piece } from './pieces';
import type { Plan } from './plan';
import type { Relinked } from './relink';
import { type Resized, recordedPieces } from './resize';
import { findSpreads } from './spread';

export type Pieces = ReadonlyMap<number, readonly Piece[]>;

/**
 * Adds to each piece that was given a new length, or that goes on beside others now, by how much it may be off. What is
 * as it was recorded, or is no more, is in no doubt.
 */
export function addDoubts(
  analysis: RunAnalysis,
  { activities }: Plan,
  { pieces, gone }: Pick<Resized, 'pieces' | 'gone'>,
  { parallel }: Relinked,
): Pieces {
  const spreadOf = findSpreads(activities);
  const doubted = new Map(pieces);
  for (const index of new Set([...pieces.keys(), ...parallel])) {
    const activity = activities[index] as Activity;
    if (gone.has(index)) continue;
    const own = pieces.get(index) ?? recordedPieces(analysis, activity);
    doubted.set(
      index,
      own.map((piece) => {
        if (!piece.isChanged && !parallel.has(index)) return piece;
        return { ...piece, doubt: Math.max(piece.doubt, piece.length * spreadOf(activity, piece)) };
      }),
    );
  }
  return doubted;
}

/** All that is in doubt is as little as it may be, as it is thought to be, or as much as it may be. */
export type Edge = -1 | 0 | 1;

/** The pieces with all that is in doubt at one edge. */
export function atTheEdge(pieces: Pieces, edge: Edge): Pieces {
  if (edge === 0) return pieces;
  return new Map(
    [...pieces].map(([index, own]) => [
      index,
      own.map((piece) => ({ ...piece, length: Math.max(0, piece.length + edge * piece.doubt) })),
    ]),
  );
}
