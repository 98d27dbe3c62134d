import type { Milliseconds } from '../../base/units';
import { findMoments, isStream } from '../../metrics/moments';
import { lastAttempt } from '../../model/call';
import type { Activity } from '../activity';

/**
 * From when on a program can go on from an activity: from its end, and from an answer once its finish has come, since
 * clients hand it over without waiting for the body to be closed. Infinity while neither has happened.
 */
export function usableFrom(activity: Activity): Milliseconds {
  const finish = activity.kind === 'call' ? finishOf(activity.call) : undefined;
  if (finish !== undefined) return Math.max(activity.start, Math.min(activity.end, finish));
  return activity.isOpen ? Number.POSITIVE_INFINITY : activity.end;
}

function finishOf(call: Parameters<typeof lastAttempt>[0]): Milliseconds | undefined {
  return findMoments(lastAttempt(call)).finish;
}

/** From when on a program can go on from parts of an activity, as from those of a streamed answer. Infinity of all else. */
export function partsFrom(activity: Activity): Milliseconds {
  if (activity.kind === 'work') return Number.POSITIVE_INFINITY;
  const attempt = lastAttempt(activity.call);
  return (isStream(attempt) ? findMoments(attempt).firstOutput : undefined) ?? Number.POSITIVE_INFINITY;
}
