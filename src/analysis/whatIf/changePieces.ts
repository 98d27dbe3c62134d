import { assertNever } from '../../base/assertNever';
import type { Milliseconds } from '../../base/units';
import type { PhaseName } from '../../metrics/phases';
import { type Call, lastAttempt } from '../../model/call';
import type { Change } from './change';
import { type Pace, timePerToken } from './pace';
import type { Piece } from './pieces';

/** A change of how long something takes. */
export type LengthChange = Extract<Change, { kind: 'scale' | 'firstTry' | 'firstToken' | 'tokenRate' }>;

/** Before a request is out: no server has a part in it. */
const onTheWay: ReadonlySet<PhaseName | undefined> = new Set(['queue', 'connect', 'send']);
const output: ReadonlySet<PhaseName | undefined> = new Set(['thinking', 'streaming']);

/** The pieces of an activity after a change; undefined where nothing in it can be told apart that the change speaks of. */
export type ChangePieces = (
  pieces: readonly Piece[],
  /** The activity, unless it is other work. */
  call: Call | undefined,
) => readonly Piece[] | undefined;

/** What a change does to the pieces of each activity that it speaks of. */
export function changerOf(change: LengthChange, paceOf: (call: Call) => Pace): ChangePieces {
  switch (change.kind) {
    case 'scale': {
      const { factor } = change;
      const phases = change.phases && new Set<PhaseName | undefined>(change.phases);
      const isMeant = ({ name }: Piece) => phases?.has(name) ?? true;
      return (pieces, call) => scale(pieces, call ? isMeant : isAny, factor);
    }
    case 'firstTry':
      return keepFinal;
    case 'firstToken':
      return (pieces) => setFirstToken(pieces, change.ttft);
    case 'tokenRate':
      return (pieces, call) => {
        const factor = call && factorOfRate(call, paceOf(call), change.tokensPerSecond);
        return factor === undefined ? undefined : scale(pieces, isOutput, factor);
      };
    default:
      return assertNever(change);
  }
}

function isAny(): boolean {
  return true;
}

function isOutput({ name, isFinal }: Piece): boolean {
  return isFinal && output.has(name);
}

function scale(
  pieces: readonly Piece[],
  isMeant: (piece: Piece) => boolean,
  factor: number,
): readonly Piece[] | undefined {
  if (!pieces.some(isMeant)) return undefined;
  return pieces.map((piece) =>
    isMeant(piece) ? { ...piece, length: piece.length * factor, isChanged: true } : piece,
  );
}

/** Whoever answers at once still needs the connection that an earlier attempt came up with. */
function keepFinal(pieces: readonly Piece[]): readonly Piece[] {
  const isConnected = pieces.some(({ isFinal, name }) => isFinal && name === 'connect');
  let isFirst = true;
  return pieces.map((piece) => {
    const isWay = piece.name === 'queue' || piece.name === 'connect';
    isFirst &&= isWay;
    if (piece.isFinal || (isFirst && !isConnected)) return piece;
    return { ...piece, length: 0 };
  });
}

function setFirstToken(pieces: readonly Piece[], ttft: Milliseconds): readonly Piece[] | undefined {
  const before = pieces.filter(({ isBeforeOutput }) => isBeforeOutput);
  const way = sumOf(before.filter(({ name }) => onTheWay.has(name)));
  const rest = sumOf(before) - way;
  if (rest <= 0) return undefined;
  const factor = Math.max(0, ttft - way) / rest;
  return scale(pieces, ({ isBeforeOutput, name }) => isBeforeOutput && !onTheWay.has(name), factor);
}

function sumOf(pieces: readonly Piece[]): Milliseconds {
  return pieces.reduce((sum, { length }) => sum + length, 0);
}

/** By how much longer output takes that comes at a rate, than it did. */
function factorOfRate(call: Call, { msPerToken }: Pace, tokensPerSecond: number): number | undefined {
  const own = timePerToken(lastAttempt(call)) ?? msPerToken;
  return own === undefined ? undefined : 1000 / tokensPerSecond / own;
}
