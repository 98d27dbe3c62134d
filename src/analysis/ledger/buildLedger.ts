import type { Interval } from '../../base/intervals';
import { partitionPoint } from '../../base/partitionPoint';
import type { Milliseconds } from '../../base/units';
import { clipPiece } from './changeWithin';
import type { Account, Ledger, LedgerEntry, LedgerPiece } from './ledger';

/**
 * Where the time of an interval went.
 * @param pieces in order, without gap or overlap
 */
export function buildLedger(pieces: readonly LedgerPiece[], { start, end }: Interval): Ledger {
  return { start, end, entries: sumPieces(clipPieces(pieces, { start, end })) };
}

/**
 * What of some pieces lies in an interval. What they leave of it at either end is unexplained.
 * @param pieces in order, without gap or overlap
 */
export function clipPieces(pieces: readonly LedgerPiece[], interval: Interval): readonly LedgerPiece[] {
  if (pieces[0]?.start === interval.start && pieces.at(-1)?.end === interval.end) return pieces;
  const first = partitionPoint(pieces, ({ end }) => end > interval.start);
  const after = partitionPoint(pieces, ({ start }) => start >= interval.end);
  const clipped = pieces.slice(first, after).map((piece) => clipPiece(piece, interval));
  const from = clipped[0]?.start ?? interval.end;
  const to = clipped.at(-1)?.end ?? interval.end;
  return [...leftOpen(interval.start, from), ...clipped, ...leftOpen(to, interval.end)];
}

function leftOpen(start: Milliseconds, end: Milliseconds): LedgerPiece[] {
  return start < end ? [{ start, end, account: 'unexplained' }] : [];
}

/** Time per account and name, greatest first. */
export function sumPieces(pieces: readonly LedgerPiece[]): readonly LedgerEntry[] {
  const sums = new Sums();
  for (const piece of pieces) {
    const time = piece.end - piece.start;
    const parts = sums.add(piece, time);
    if (piece.spentOn) parts.add(piece.spentOn, time);
    for (const held of piece.holds ?? []) parts.add(held, held.time);
  }
  return sums.entries();
}

interface Sum extends Account {
  time: Milliseconds;
  readonly parts: Sums;
}

/** Time by account and name. */
class Sums {
  readonly #sums = new Map<string, Sum>();

  /** @returns the parts of what was added to */
  add({ account, name }: Account, time: Milliseconds): Sums {
    const key = `${account} ${name ?? ''}`;
    const sum = this.#sums.get(key) ?? {
      account,
      ...(name !== undefined && { name }),
      time: 0,
      parts: new Sums(),
    };
    this.#sums.set(key, sum);
    sum.time += time;
    return sum.parts;
  }

  entries(): readonly LedgerEntry[] {
    return [...this.#sums.values()]
      .filter(({ time }) => time > 0)
      .map(({ parts, ...sum }) => {
        const known = parts.entries();
        return known.length > 0 ? { ...sum, parts: known } : sum;
      })
      .sort((a, b) => b.time - a.time);
  }
}
