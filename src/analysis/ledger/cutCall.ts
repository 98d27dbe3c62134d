import { memoiseByIdentity } from '../../base/memoise';
import type { Milliseconds } from '../../base/units';
import { callInterval } from '../../metrics/callTimes';
import { type AttemptPhase, buildAttemptPhases, type PhaseName } from '../../metrics/phases';
import { isRateLimited } from '../../metrics/rateLimited';
import { findServerParts, type ServerPartName } from '../../metrics/serverParts';
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
    const isLast = attempt === lastAttempt(call);
    const account = accountOf(phase, isLast);
    const holds = isLast ? findHeld(attempt, phase.name) : [];
    return { start, end, account, activity: call.id, ...(holds.length > 0 && { holds }) };
  });
  return joinPieces(markHeldBack(pieces, call, callInterval(call, now).end));
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

/** The server's own figures of what went on in a phase. */
function findHeld(attempt: Attempt, phase: PhaseName): LedgerEntry[] {
  if (phase !== 'wait' && phase !== 'streaming') return [];
  return findServerParts(attempt)
    .filter(({ of, length }) => of === phase && length > 0)
    .map(({ name, length }) => ({ account: phase, name: partNames[name], time: length }));
}
