import type { Interval } from '../../base/intervals';
import { memoiseByIdentity } from '../../base/memoise';
import { attemptEnd } from '../../metrics/callTimes';
import { isRateLimited } from '../../metrics/rateLimited';
import type { Attempt } from '../../model/attempt';
import { type Call, lastAttempt } from '../../model/call';
import type { Pause, Run } from '../../model/run';

/** A try that failed and was made again; from its start to the start of the next one. */
export interface FailedTry extends Interval {
  readonly call: Call;
  readonly attempt: Attempt;
  /** Why: the provider's limits, the debugger that held the program, or anything else. */
  readonly cause: 'rateLimit' | 'pause' | 'failure';
  /** By the client within the call, or by the program in a call of its own. */
  readonly by: 'client' | 'program';
}

/** The tries of a run that failed and were made again, in the order of calls. */
export const findFailedTries: (run: Run) => readonly FailedTry[] = memoiseByIdentity((run) => {
  const tries: FailedTry[] = [];
  const failed = new Map<string, Call>();
  for (const call of run.calls) {
    const isFailure = hasFailed(lastAttempt(call));
    const name = isFailure || failed.size > 0 ? nameRequest(call) : undefined;
    const before = name === undefined ? undefined : failed.get(name);
    if (before && name !== undefined) {
      tries.push(...repeatedByProgram(before, call, run.pauses));
      failed.delete(name);
    }
    tries.push(...repeatedByClient(call, run.pauses));
    if (isFailure && name !== undefined) failed.set(name, call);
  }
  return tries;
});

function nameRequest(call: Call): string | undefined {
  const { request, endpoint } = lastAttempt(call);
  return request.bodyHash && `${call.process} ${endpoint.host}${endpoint.path} ${request.bodyHash}`;
}

function repeatedByProgram(before: Call, call: Call, pauses: readonly Pause[]): FailedTry[] {
  const attempt = lastAttempt(before);
  const end = call.attempts[0]?.timing.start ?? 0;
  if (end < attemptEnd(attempt, end)) return [];
  const cause = causeOf(attempt, pauses);
  return [{ call: before, attempt, cause, by: 'program', start: attempt.timing.start, end }];
}

function repeatedByClient(call: Call, pauses: readonly Pause[]): FailedTry[] {
  return call.attempts.slice(0, -1).flatMap((attempt, index): FailedTry[] => {
    if (!hasFailed(attempt)) return [];
    const { start } = attempt.timing;
    const end = Math.max(start, call.attempts[index + 1]?.timing.start ?? start);
    return [{ call, attempt, cause: causeOf(attempt, pauses), by: 'client', start, end }];
  });
}

/** A redirection is an answer of its kind. */
function hasFailed({ outcome, response }: Attempt): boolean {
  if (outcome === 'complete' || outcome === 'inFlight') return false;
  return response === undefined || response.status < 300 || response.status >= 400;
}

function causeOf(attempt: Attempt, pauses: readonly Pause[]): FailedTry['cause'] {
  if (isRateLimited(attempt)) return 'rateLimit';
  return isFailureOfPause(attempt, pauses) ? 'pause' : 'failure';
}

/** Whether the debugger held the program during an attempt that then broke without the server having said why. */
export function isFailureOfPause(attempt: Attempt, pauses: readonly Pause[]): boolean {
  const { outcome, response, timing } = attempt;
  const isBroken = ['error', 'cancelled', 'truncated'].includes(outcome) && (response?.status ?? 200) < 400;
  return isBroken && pauses.some((pause) => holds(pause, timing.start, attemptEnd(attempt, timing.start)));
}

function holds({ start, end = Number.POSITIVE_INFINITY }: Pause, from: number, to: number): boolean {
  return start < to && end > from;
}
