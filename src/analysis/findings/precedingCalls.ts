import { memoiseByIdentity } from '../../base/memoise';
import { attemptEnd } from '../../metrics/callTimes';
import { type Call, lastAttempt } from '../../model/call';
import type { RunAnalysis } from '../analyseRun';
import { promptFactsOf } from './promptFacts';
import { threadOfCall } from './threadOfCall';

/** A call whose prompt is known, and the one that could have left it a cache. */
export interface Succession {
  readonly before: Call;
  readonly call: Call;
}

/**
 * Each call with the one before it in its conversation or, for the first of a conversation, at its line; only of the same
 * model at the same host, and only when that one had ended.
 */
export const findSuccessions: (analysis: RunAnalysis) => readonly Succession[] = memoiseByIdentity(
  ({ run, threads }) => {
    const threadOf = threadOfCall(threads);
    const latest = new Map<string, Call>();
    return run.calls.flatMap((call) => {
      const facts = promptFactsOf(call);
      if (!facts) return [];
      const thread = `${facts.scope} thread ${threadOf.get(call)?.id}`;
      const line = `${facts.scope} line ${call.attribution.site?.id}`;
      const before = latest.get(thread) ?? latest.get(line);
      latest.set(thread, call).set(line, call);
      return before && endOf(before) <= startOf(call) ? [{ before, call }] : [];
    });
  },
);

function startOf(call: Call): number {
  return lastAttempt(call).timing.start;
}

function endOf(call: Call): number {
  return attemptEnd(lastAttempt(call), Number.POSITIVE_INFINITY);
}
