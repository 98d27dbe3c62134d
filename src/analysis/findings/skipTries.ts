import type { CallId } from '../../base/units';
import type { Change } from '../whatIf/change';
import type { FailedTry } from './failedTries';

/** What a run without these failed tries is. Other failures of the same calls stay. */
export function skipTries(tries: readonly FailedTry[]): Change[] {
  const whole = new Map<CallId, number>();
  for (const { call, by } of tries) if (by === 'client') whole.set(call.id, (whole.get(call.id) ?? 0) + 1);
  const isWhole = ({ call, by }: FailedTry) =>
    by === 'client' && whole.get(call.id) === call.attempts.length - 1;
  const calls = [...new Set(tries.filter(isWhole).map(({ call }) => call.id))];
  const stretches = tries.filter((one) => !isWhole(one)).map(({ start, end }) => ({ start, end }));
  return [
    ...(calls.length > 0 ? [{ kind: 'firstTry', calls } as const] : []),
    ...(stretches.length > 0 ? [{ kind: 'release', stretches } as const] : []),
  ];
}
