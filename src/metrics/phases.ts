import type { Milliseconds } from '../base/units';
import type { Attempt } from '../model/attempt';
import { type Call, firstAttempt } from '../model/call';
import { attemptEnd } from './callTimes';
import { findMoments, hasHiddenReasoning, isStream, isVisible } from './moments';
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

/** Ends the current phase; it is called what it was, and the next one begins. */
type Cut = (name: PhaseName, until: Milliseconds) => void;

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
  let start = firstAttempt(call).timing.start;
  for (const [index, attempt] of call.attempts.entries()) {
    const wait = waits[index];
    const over = wait?.start ?? attemptEnd(attempt, now);
    const cut: Cut = (name, end) => {
      if (end <= start) return;
      phases.push({ name, start, end, attempt });
      start = end;
    };
    cutAttempt(attempt, over, (name, until) => cut(name, Math.min(until, over)));
    if (wait) cutWait(wait, cut);
  }
  return phases;
}

function cutWait({ asked, end }: Wait, cut: Cut): void {
  cut('retryAfter', asked);
  cut('backoff', end);
}

function cutAttempt(attempt: Attempt, end: Milliseconds, cut: Cut): void {
  cutRequest(attempt, cut);
  if (isRateLimited(attempt)) cut('refused', end);
  else if (attempt.response && !isStream(attempt)) cutDocument(attempt, end, cut);
  else cutStream(attempt, end, cut);
}

/** Up to the last byte of the request. What was not observed takes no time, but a connection may never have come up. */
function cutRequest({ timing }: Attempt, cut: Cut): void {
  const { start, connectStart, tcpDone, tlsDone, assigned = start, sent } = timing;
  const isNew = connectStart !== undefined;
  const isConnecting = isNew && (timing.assigned ?? sent ?? timing.headers) === undefined;
  const connected = isConnecting
    ? Number.POSITIVE_INFINITY
    : Math.max(assigned, tcpDone ?? start, tlsDone ?? start);
  cut('queue', isNew ? connectStart : assigned);
  cut('connect', connected);
  cut('send', sent ?? connected);
}

function cutDocument(attempt: Attempt, end: Milliseconds, cut: Cut): void {
  const { firstByte, headers } = findMoments(attempt);
  cut('wait', firstByte ?? headers ?? end);
  cut('receive', end);
}

/** Wait, then the runs of thinking and streaming. Only a finished answer has a tail: others go on as they were. */
function cutStream(attempt: Attempt, end: Milliseconds, cut: Cut): void {
  const moments = findMoments(attempt);
  const { firstVisible, lastOutput, finish } = moments;
  let current: PhaseName = 'wait';
  if (firstVisible !== undefined && hasHiddenReasoning(attempt, moments)) {
    cut('wait', moments.firstEvent ?? firstVisible);
    current = 'thinking';
  }
  for (const event of moments.turns) {
    const name = isVisible(event) ? 'streaming' : 'thinking';
    if (name !== current) cut(current, event.at);
    current = name;
  }
  const isFinished = lastOutput !== undefined && finish !== undefined;
  cut(current, isFinished ? lastOutput : end);
  cut('tail', end);
}
