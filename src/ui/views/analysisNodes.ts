import type { RunAnalysis } from '../../analysis/analyseRun';
import type { Finding } from '../../analysis/findings/finding';
import type { LedgerEntry } from '../../analysis/ledger/ledger';
import { buildIterationLedger, buildThreadLedger } from '../../analysis/ledger/ledgers';
import { nameThreads } from '../../analysis/threads/nameThreads';
import type { Iteration, Thread } from '../../analysis/threads/thread';
import type { CallId, RunId } from '../../base/units';
import { type CallSite, callSiteIdOf } from '../../model/attribution';

/** What costs less than the first few is in the timeline. */
const MOST_FINDINGS = 3;

/** What would make the run faster. */
export interface FindingNode {
  readonly kind: 'finding';
  readonly runId: RunId;
  readonly finding: Finding;
  readonly findingId: string;
  readonly callIds: readonly CallId[];
  /** The line to change first. */
  readonly site?: CallSite;
}

/** A conversation that went round at least twice. */
export interface ThreadNode {
  readonly kind: 'thread';
  readonly runId: RunId;
  readonly thread: Thread;
  readonly name: string;
  readonly spending: readonly LedgerEntry[];
  readonly callIds: readonly CallId[];
}

export interface IterationNode {
  readonly kind: 'iteration';
  readonly runId: RunId;
  readonly threadId: string;
  readonly iteration: Iteration;
  /** It took the longest of its thread. */
  readonly isLongest: boolean;
  readonly spending: readonly LedgerEntry[];
  readonly callIds: readonly CallId[];
}

/** The findings that cost most of the goal. */
export function findingRows(runId: RunId, findings: readonly Finding[]): FindingNode[] {
  return findings.slice(0, MOST_FINDINGS).map((finding) => {
    const [place] = finding.places;
    return {
      kind: 'finding',
      runId,
      finding,
      findingId: finding.id,
      callIds: finding.activities as readonly CallId[],
      site: place && { ...place, id: callSiteIdOf(place) },
    };
  });
}

/** The loops of a run, in the order they began. */
export function threadRows(runId: RunId, analysis: RunAnalysis): ThreadNode[] {
  const names = nameThreads(analysis);
  return analysis.threads.filter(isLoop).map((thread) => ({
    kind: 'thread',
    runId,
    thread,
    name: names.get(thread.id) ?? '',
    spending: buildThreadLedger(analysis, thread).entries,
    callIds: thread.calls.map(({ id }) => id),
  }));
}

export function iterationRows({ runId, thread }: ThreadNode, analysis: RunAnalysis): IterationNode[] {
  const longest = Math.max(...thread.iterations.map(lengthOf));
  return thread.iterations.map((iteration) => ({
    kind: 'iteration',
    runId,
    threadId: thread.id,
    iteration,
    isLongest: lengthOf(iteration) === longest,
    spending: buildIterationLedger(analysis, thread, iteration).entries,
    callIds: iteration.calls.map(({ id }) => id),
  }));
}

function isLoop({ iterations }: Thread): boolean {
  return iterations.length > 1;
}

function lengthOf({ start, end }: Iteration): number {
  return end - start;
}
