import type { Account, LedgerPiece } from './ledger';

/** Makes one of neighbours that say the same. */
export function joinPieces(pieces: readonly LedgerPiece[]): readonly LedgerPiece[] {
  if (pieces.length < 2) return pieces;
  const joined: LedgerPiece[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    if (last && isSame(last, piece)) joined[joined.length - 1] = { ...last, end: piece.end };
    else joined.push(piece);
  }
  return joined;
}

function isSame(one: LedgerPiece, other: LedgerPiece): boolean {
  return (
    one.end === other.start &&
    one.activity === other.activity &&
    !one.holds &&
    !other.holds &&
    isSameAccount(one, other) &&
    isSameAccount(one.spentOn, other.spentOn)
  );
}

function isSameAccount(one: Account | undefined, other: Account | undefined): boolean {
  return one?.account === other?.account && one?.name === other?.name;
}
