import type { Attempt } from '../../../../src/model/attempt';
import { type Call, lastAttempt } from '../../../../src/model/call';
import type { Run } from '../../../../src/model/run';

/** A state of a run that goes on, and the moment it is looked at. */
export interface LiveState {
  readonly run: Run;
  readonly now: number;
}

/**
 * The states that a run goes through from a call on, ten a second of its own time: calls in flight have what had come of
 * them by then, and those that have not changed since the state before are the same objects.
 */
export function* replayLive(run: Run, fromCall: number, states: number): Generator<LiveState> {
  const seen = new Map<Call, { readonly events: number; readonly as: Call }>();
  const begin = startOf(run.calls[fromCall] as Call);
  for (let index = 1; index <= states; index++) {
    const now = begin + index * 100;
    const calls = run.calls.filter((call) => startOf(call) <= now).map((call) => callUntil(call, now, seen));
    const work = run.work
      .filter(({ start }) => start <= now)
      .map((piece) =>
        (piece.end ?? 0) <= now ? piece : { ...piece, end: undefined, outcome: 'running' as const },
      );
    yield { run: { ...run, calls, work, status: 'running', end: undefined }, now };
  }
}

function startOf({ attempts }: Call): number {
  return attempts[0]?.timing.start ?? 0;
}

function callUntil(
  call: Call,
  now: number,
  seen: Map<Call, { readonly events: number; readonly as: Call }>,
): Call {
  const attempt = lastAttempt(call);
  if ((attempt.timing.close ?? now) <= now) return call;
  const events = attempt.events.filter(({ at }) => at <= now);
  const known = seen.get(call);
  if (known?.events === events.length) return known.as;
  const open: Attempt = {
    ...attempt,
    timing: { ...attempt.timing, close: undefined },
    response: events.length === 0 ? undefined : attempt.response,
    reads: attempt.reads.slice(0, events.length),
    events,
    outcome: 'inFlight',
  };
  const as: Call = { ...call, attempts: [...call.attempts.slice(0, -1), open], outcome: 'inFlight' };
  seen.set(call, { events: events.length, as });
  return as;
}
