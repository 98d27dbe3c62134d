import { memoiseByIdentity } from '../../base/memoise';
import { lastAttempt } from '../../model/call';
import type { Activity, CallActivity } from '../activity';

/** The answer that a person waits for: of those that are finished and ask for no tools, the one that ended last. */
export const findFinalAnswer: (activities: readonly Activity[]) => CallActivity | undefined =
  memoiseByIdentity((activities) =>
    activities.reduce<CallActivity | undefined>((final, activity) => {
      if (activity.kind !== 'call' || activity.call.outcome !== 'complete') return final;
      const { response } = lastAttempt(activity.call);
      if (!response || response.toolCalls.length > 0) return final;
      return final && final.end > activity.end ? final : activity;
    }, undefined),
  );
