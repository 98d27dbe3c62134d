import type { Milliseconds } from '../base/units';
import type { Attempt } from '../model/attempt';
import type { Call } from '../model/call';
import { attemptEnd } from './callTimes';
import { findMoments, hasHiddenReasoning, isStream, isVisible, type Moments } from './moments';
import { isRateLimited } from './rateLimited';
import { findWaits, type Wait } from './waits';

/** What a call spends its time on. */
export type PhaseName =
  /** Waits in the client, until a connection is begun for it or another request lets go of one. */
  | 'queue'
  /** Name, TCP and TLS of a new connection. */
  | 'connect'
  /** The request goes out. */
  | 'send'
  /** Nothing of the model has come yet. */
  | 'wait'
  /** Reasoning comes; an estimate when it is hidden. */
  | 'thinking'
  /** Visible output comes. */
  | 'streaming'
  /** The body of an answer that is no stream comes. */
  | 'receive'
  /** From the last output to the close of the body. */
  | 'tail'
  /** The request is out, and is refused because of a rate limit: no model worked on it. */
  | 'refused'
  /** Waits before the next attempt because the server asked for it. */
  | 'retryAfter'
  /** Waits before the next attempt on its own account. */
  | 'backoff';

/** A slice of a call's time, in ms on the run's clock; `start < end`. */
export interface Phase {
  readonly name: PhaseName;
  readonly start: Milliseconds;
  readonly end: Milliseconds;
}

/** A phase of one attempt, or of the wait after it. */
export interface AttemptPhase extends Phase {
  readonly attempt: Attempt;
}

/** A phase and the moment it gives way to the next. */
type Cut = readonly [name: PhaseName, until: Milliseconds];

/**
 * Slices a call from its first start to its end, without gap or overlap; phases without length are left out.
 * @param now end of a call in flight
 */
export function buildPhases(call: Call, now: Milliseconds): readonly Phase[] {
  return buildAttemptPhases(call, now).map(({ name, start, end }) => ({ name, start, end }));
}

/** The same with the attempt that each belongs to. */
export function buildAttemptPhases(call: Call, now: Milliseconds): readonly AttemptPhase[] {
  const phases: AttemptPhase[] = [];
  const waits = findWaits(call);
  let at = call.attempts[0]?.timing.start ?? now;
  for (const [index, attempt] of call.attempts.entries()) {
    const wait = waits[index];
    const end = wait?.start ?? attemptEnd(attempt, now);
    const answer = cutAttempt(attempt, end).map(([name, until]): Cut => [name, Math.min(until, end)]);
    for (const [name, limit] of [...answer, ...cutWait(wait)]) {
      if (limit <= at) continue;
      phases.push({ name, start: at, end: limit, attempt });
      at = limit;
    }
  }
  return phases;
}

function cutWait(wait: Wait | undefined): Cut[] {
  if (!wait) return [];
  return [
    ['retryAfter', wait.asked],
    ['backoff', wait.end],
  ];
}

function cutAttempt(attempt: Attempt, end: Milliseconds): Cut[] {
  const moments = findMoments(attempt);
  return [...cutRequest(attempt), ...cutAnswer(attempt, moments, end)];
}

/** Up to the last byte of the request. What was not observed takes no time, but a connection may never have come up. */
function cutRequest({ timing }: Attempt): Cut[] {
  const { start, connectStart, tcpDone, tlsDone, assigned = start, sent } = timing;
  const isNew = connectStart !== undefined;
  const isConnecting = isNew && (timing.assigned ?? sent ?? timing.headers) === undefined;
  const connected = isConnecting
    ? Number.POSITIVE_INFINITY
    : Math.max(assigned, tcpDone ?? start, tlsDone ?? start);
  return [
    ['queue', isNew ? connectStart : assigned],
    ['connect', connected],
    ['send', sent ?? connected],
  ];
}

function cutAnswer(attempt: Attempt, moments: Moments, end: Milliseconds): Cut[] {
  if (isRateLimited(attempt)) return [['refused', end]];
  if (attempt.response && !isStream(attempt)) {
    return [
      ['wait', moments.firstByte ?? moments.headers ?? end],
      ['receive', end],
    ];
  }
  return cutStream(attempt, moments, end);
}

/** Wait, then the runs of thinking and streaming. Only a finished answer has a tail: others go on as they were. */
function cutStream(attempt: Attempt, moments: Moments, end: Milliseconds): Cut[] {
  const cuts: Cut[] = [];
  let current: PhaseName = 'wait';
  if (hasHiddenReasoning(attempt, moments) && moments.firstVisible !== undefined) {
    cuts.push(['wait', moments.firstEvent ?? moments.firstVisible]);
    current = 'thinking';
  }
  for (const event of moments.turns) {
    const name = isVisible(event) ? 'streaming' : 'thinking';
    if (name !== current) cuts.push([current, event.at]);
    current = name;
  }
  if (moments.lastOutput === undefined || moments.finish === undefined) return [...cuts, [current, end]];
  return [...cuts, [current, moments.lastOutput], ['tail', end]];
}
