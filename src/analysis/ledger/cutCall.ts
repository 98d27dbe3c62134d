import { extend } from '../../base/extend';
import { memoiseByIdentity } from '../../base/memoise';
import type { Milliseconds } from '../../base/units';
import { callInterval } from '../../metrics/callTimes';
import { type AttemptPhase, buildAttemptPhases, type PhaseName } from '../../metrics/phases';
import { isRateLimited } from '../../metrics/rateLimited';
import { findServerParts, type ServerPart, type ServerPartName } from '../../metrics/serverParts';
import type { Attempt } from '../../model/attempt';
import { type Call, lastAttempt } from '../../model/call';
import { changeWithin } from './changeWithin';
import { findHeldBack } from './findHeldBack';
import { joinPieces } from './joinPieces';
import type { AccountName, LedgerEntry, LedgerPiece } from './ledger';

/**
 * Each moment of a call with its account, from its start to its end.
 * @param now end of a call in flight
 */
export function cutCall(call: Call, now: Milliseconds): readonly LedgerPiece[] {
  return call.outcome === 'inFlight' ? cutUpTo(call, now) : cutEnded(call);
}

/** What is over is cut once. */
const cutEnded = memoiseByIdentity((call: Call) => cutUpTo(call, 0));

function cutUpTo(call: Call, now: Milliseconds): readonly LedgerPiece[] {
  const pieces = buildAttemptPhases(call, now).map((phase): LedgerPiece => {
    const { start, end, attempt } = phase;
    return { start, end, account: accountOf(phase, attempt === lastAttempt(call)), activity: call.id };
  });
  const cut = joinPieces(markHeldBack(pieces, call, callInterval(call, now).end));
  return fillIn(cut, pieces, lastAttempt(call));
}

/**
 * Puts the server's own figures into the wait and the streaming of the answer. Where a block has taken the end of one,
 * they belong to what is left as long as they find room there: the server begins when the request comes.
 */
function fillIn(
  cut: readonly LedgerPiece[],
  whole: readonly LedgerPiece[],
  attempt: Attempt,
): readonly LedgerPiece[] {
  const parts = findServerParts(attempt).filter(({ length }) => length > 0);
  if (parts.length === 0) return cut;
  const isWhole = ({ start, end }: LedgerPiece) =>
    whole.some((piece) => piece.start === start && piece.end === end);
  const filled = new Set<AccountName>();
  return cut.map((piece) => {
    const { account, start, end } = piece;
    if (start < attempt.timing.start || filled.has(account)) return piece;
    filled.add(account);
    const holds = findHeld(parts, account, isWhole(piece) ? undefined : end - start);
    return holds.length > 0 ? extend(piece, { holds }) : piece;
  });
}

function markHeldBack(pieces: readonly LedgerPiece[], call: Call, end: Milliseconds): readonly LedgerPiece[] {
  const { blocked, slowConsumer } = findHeldBack(lastAttempt(call), end);
  const computed = changeWithin(pieces, blocked, ({ start, end, activity }) => ({
    start,
    end,
    activity,
    account: 'cpu',
  }));
  return changeWithin(computed, slowConsumer, ({ start, end, activity, account }) => ({
    start,
    end,
    activity,
    account: 'slowConsumer',
    ...(account === 'cpu' && { spentOn: { account } }),
  }));
}

const ownAccounts: Readonly<Record<PhaseName, AccountName>> = {
  queue: 'queue',
  connect: 'connect',
  send: 'send',
  wait: 'wait',
  thinking: 'thinking',
  streaming: 'streaming',
  receive: 'receive',
  tail: 'tail',
  refused: 'rateLimit',
  retryAfter: 'backoff',
  backoff: 'backoff',
};

/** A connection that came up would have been needed anyway. What else an attempt took that was made again, it took for nothing. */
function accountOf({ name, attempt }: AttemptPhase, isLast: boolean): AccountName {
  const own = ownAccounts[name];
  const isForConnection = name === 'queue' || name === 'connect';
  if (isForConnection && (isLast || isConnected(attempt))) return own;
  if (isRateLimited(attempt)) return 'rateLimit';
  return isLast || own === 'backoff' ? own : 'failedAttempt';
}

function isConnected({ timing: { sent, headers, assigned } }: Attempt): boolean {
  return (sent ?? headers ?? assigned) !== undefined;
}

const partNames: Readonly<Record<ServerPartName, string>> = {
  load: 'load',
  queue: 'server queue',
  prefill: 'prefill',
  inference: 'inference',
  decode: 'decode',
  firstToken: 'server, up to the first token',
  total: 'server',
  rest: 'network and unnamed',
};

/** @param room that they have to find; any when undefined */
function findHeld(
  parts: readonly ServerPart[],
  account: AccountName,
  room: Milliseconds | undefined,
): readonly LedgerEntry[] {
  const held = parts.filter(({ of }) => of === account);
  if (room === undefined) return held.map(toEntry);
  const told = held.filter(({ name }) => name !== 'rest');
  const left = room - told.reduce((sum, { length }) => sum + length, 0);
  if (left < 0) return [];
  return held
    .map((part) => (part.name === 'rest' ? { ...part, length: left } : part))
    .filter(({ length }) => length > 0)
    .map(toEntry);
}

function toEntry({ name, of, length }: ServerPart): LedgerEntry {
  return { account: of, name: partNames[name], time: length };
}
