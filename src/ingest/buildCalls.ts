import type { CallId } from '../base/units';
import type { Attempt } from '../model/attempt';
import type { Attribution } from '../model/attribution';
import type { Call } from '../model/call';
import { joinAttempts, type PlaceOf } from './joinAttempts';

const unknownPlace: Attribution = Object.freeze({ method: 'none', confidence: 'low', chain: [] });

/**
 * Makes calls of attempts, in the order they started.
 * @param attributions where each attempt was made, by its id
 * @param previous calls as built before; one that has not changed is given again as the same object
 */
export function buildCalls(
  attempts: readonly Attempt[],
  attributions: ReadonlyMap<string, Attribution>,
  previous: readonly Call[],
): readonly Call[] {
  const before = new Map(previous.map((call) => [call.id, call]));
  const ordered = [...attempts].sort((a, b) => a.timing.start - b.timing.start);
  const placeOf: PlaceOf = (attempt) => {
    const { site, moment } = attributions.get(attempt.id) ?? unknownPlace;
    return { site: site?.id, moment };
  };
  return joinAttempts(ordered, placeOf).map((chain) => {
    const first = chain[0] as Attempt;
    const attribution = attributions.get(first.id) ?? unknownPlace;
    const known = before.get(first.id as string as CallId);
    return known && isSame(known, chain, attribution) ? known : buildCall(chain, attribution);
  });
}

function buildCall(attempts: readonly Attempt[], attribution: Attribution): Call {
  const first = attempts[0] as Attempt;
  const last = attempts[attempts.length - 1] as Attempt;
  return Object.freeze({
    id: first.id as string as CallId,
    process: first.process,
    attribution,
    attempts: Object.freeze(attempts),
    outcome: last.outcome,
  });
}

function isSame(call: Call, attempts: readonly Attempt[], attribution: Attribution): boolean {
  return (
    call.attribution === attribution &&
    call.attempts.length === attempts.length &&
    call.attempts.every((attempt, index) => attempt === attempts[index])
  );
}
