import { memoiseByIdentity } from '../../base/memoise';
import type { CallSiteId } from '../../base/units';
import { attemptEnd } from '../../metrics/callTimes';
import { type Call, lastAttempt } from '../../model/call';
import type { RunAnalysis } from '../analyseRun';
import type { Thread } from '../threads/thread';
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
    const scopes = new Map<string, LatestCalls>();
    return run.calls.flatMap((call) => {
      const facts = promptFactsOf(call);
      if (!facts) return [];
      const latest = scopes.get(facts.scope) ?? new LatestCalls();
      scopes.set(facts.scope, latest);
      const before = latest.replace(threadOf.get(call), call);
      return before && endOf(before) <= startOf(call) ? [{ before, call }] : [];
    });
  },
);

/** The latest calls of one model at one host. */
class LatestCalls {
  private readonly inThreads = new Map<Thread | undefined, Call>();
  private readonly atLines = new Map<CallSiteId | undefined, Call>();

  /** @returns the one before, of the same thread or else of the same line */
  replace(thread: Thread | undefined, call: Call): Call | undefined {
    const line = call.attribution.site?.id;
    const before = this.inThreads.get(thread) ?? this.atLines.get(line);
    this.inThreads.set(thread, call);
    this.atLines.set(line, call);
    return before;
  }
}

function startOf(call: Call): number {
  return lastAttempt(call).timing.start;
}

function endOf(call: Call): number {
  return attemptEnd(lastAttempt(call), Number.POSITIVE_INFINITY);
}
