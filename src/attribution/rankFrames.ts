import type { CallSiteId } from '../base/units';
import { callSiteIdOf } from '../model/attribution';
import type { Place } from './sourceMapper';
import type { UserFrame } from './userFrame';

/**
 * Puts the frames that are to be believed first, and leaves out those that they make superfluous. Frames that were
 * followed all the way beat guesses, however far out they are. Of guesses, the one stands that the runtime bears out.
 * @param found in the order they are to be tried
 * @param known places that have certainly made requests in this run
 */
export function rankFrames(
  found: readonly UserFrame[],
  known: ReadonlySet<CallSiteId>,
): readonly UserFrame[] {
  const certain = found.filter(({ raw }) => raw.origin !== 'stale' && raw.origin !== 'awaiting');
  if (certain.length > 0) return certain;
  const waiting = found.find(({ raw }) => raw.origin === 'awaiting');
  if (!waiting) return found;
  const place = awaitedCall(waiting.place);
  const guesses = found.filter(({ raw }) => raw.origin === 'stale');
  const isConfirmed = isOnlyOneKnown(place, known) || (guesses[0] && isSame(guesses[0], waiting, place));
  return isConfirmed ? [{ ...waiting, place, confirmed: true }, ...guesses] : found;
}

/**
 * The call that a function waits for. The runtime says at which `await` a function waits, and no more: the call follows
 * from that when nothing else on the way to it could have been called. A `for await` is its own call.
 */
function awaitedCall(place: Place): Place {
  const [, before = ''] =
    /^(await\s+[^()]*?)[\w$]+\s*\(/.exec(place.text?.slice(place.column - 1) ?? '') ?? [];
  return { ...place, column: place.column + before.length };
}

/** On a line with several calls that make requests, one may be within the other. */
function isOnlyOneKnown(place: Place, known: ReadonlySet<CallSiteId>): boolean {
  const line = `${place.file}:${place.line}:`;
  return known.has(callSiteIdOf(place)) && [...known].filter((id) => id.startsWith(line)).length === 1;
}

function isSame(guess: UserFrame, waiting: UserFrame, place: Place): boolean {
  return guess.raw.fn === waiting.raw.fn && callSiteIdOf(guess.place) === callSiteIdOf(place);
}
