import type { Behaviour, Failure } from './behaviour';
import type { Random } from './random';

/**
 * When each token is made, in ms since the request's body was complete; one more than there are tokens, the last for
 * what follows them. Every moment is counted from the first token, so that jitter and rounding never add up.
 */
export function scheduleTokens(
  behaviour: Behaviour,
  firstTokenMs: number,
  count: number,
  random: Random,
): number[] {
  const every = behaviour.tokenEveryMs ?? 5;
  const jitter = behaviour.jitterMs ?? 0;
  const stalls = behaviour.stalls ?? [];
  const times: number[] = [];
  let previous = firstTokenMs;
  for (let index = 0; index <= count; index += 1) {
    const stalled = stalls.reduce((sum, stall) => sum + (index >= stall.afterTokens ? stall.forMs : 0), 0);
    const moved = index === 0 ? 0 : jitter * (2 * random() - 1);
    previous = Math.max(previous, firstTokenMs + index * every + stalled + moved);
    times.push(previous);
  }
  return times;
}

/** The index of the token that a stream does not come to; infinity when it comes to its end. */
export function failureToken(failure: Failure | undefined): number {
  return failure !== undefined && 'afterTokens' in failure ? failure.afterTokens : Number.POSITIVE_INFINITY;
}

/** When a failure after so many tokens is due; a script may name more tokens than the answer has. */
export function failureMs(times: readonly number[], afterTokens: number): number {
  return times[Math.min(afterTokens, times.length - 1)] ?? 0;
}
