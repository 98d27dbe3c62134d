import type { Activity } from '../activity';
import type { RunAnalysis } from '../analyseRun';
import type { Pieces } from './pieces';
import type { Plan } from './plan';
import type { Relinked } from './relink';
import { type Resized, recordedPieces } from './resize';
import { findSpreads } from './spread';

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
  const spreadsOf = findSpreads(activities);
  const doubted = new Map(pieces);
  for (const index of new Set([...pieces.keys(), ...parallel])) {
    if (gone.has(index)) continue;
    const activity = activities[index] as Activity;
    const spreads = spreadsOf(activity);
    const own = pieces.get(index) ?? recordedPieces(analysis, activity);
    doubted.set(
      index,
      own.map((piece) => {
        if (!piece.isChanged && !parallel.has(index)) return piece;
        return { ...piece, doubt: Math.max(piece.doubt, piece.length * spreads.of(piece)) };
      }),
    );
  }
  return doubted;
}
