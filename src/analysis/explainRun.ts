import type { CallSiteId, Milliseconds } from '../base/units';
import type { Attribution, Confidence } from '../model/attribution';
import type { Run } from '../model/run';
import { analyseRun, type RunAnalysis } from './analyseRun';
import type { Budgets } from './budget';
import { isLessCertain } from './certainty';
import { findFindings } from './findings/findFindings';
import type { Finding } from './findings/finding';
import { findPathSteps, type PathStep } from './graph/pathSteps';
import type { Ledger, LedgerPiece } from './ledger/ledger';
import {
  buildCallSiteLedgers,
  buildIterationLedger,
  buildRunLedger,
  buildThreadLedger,
  type CallSiteLedger,
  cutThread,
} from './ledger/ledgers';
import { nameThreads } from './threads/nameThreads';
import type { Iteration, Thread } from './threads/thread';
import type { Goal, Prediction } from './whatIf/change';
import { predict } from './whatIf/predict';
import { type RankedLine, rankLines } from './whatIf/rankLines';

/** A conversation and where its time went. */
export interface ExplainedThread {
  readonly thread: Thread;
  readonly name: string;
  /** Where its first call was made. */
  readonly attribution?: Attribution;
  readonly ledger: Ledger;
  /** Each moment of it with its account. */
  readonly pieces: readonly LedgerPiece[];
  readonly iterations: readonly { readonly iteration: Iteration; readonly ledger: Ledger }[];
}

/** Everything that a report says about where the time of a run went, and what would make it faster. */
export interface RunExplanation {
  readonly analysis: RunAnalysis;
  readonly goal: Goal;
  /** Of the run's wall time. */
  readonly ledger: Ledger;
  /** In the order they began. */
  readonly threads: readonly ExplainedThread[];
  /** The one with the most time on the critical path first. */
  readonly callSites: readonly CallSiteLedger[];
  readonly steps: readonly PathStep[];
  /** How sure it is at best that a line made what is shown there; absent where nothing is. */
  readonly confidences: ReadonlyMap<CallSiteId, Confidence>;
  /** The one that saves most of the goal first. */
  readonly findings: readonly Finding[];
  /** The run without what the first finding that saves anything speaks of. */
  readonly best?: { readonly finding: Finding; readonly prediction: Prediction };
  /** Those by which the goal would gain most, from end to end, first. */
  readonly lines: readonly RankedLine[];
}

export interface ExplainOptions {
  /** End of what goes on, ms on the run's clock. */
  readonly now: Milliseconds;
  readonly goal: Goal;
  readonly budgets?: Budgets;
}

/** Explains where the time of a run went. */
export function explainRun(run: Run, { now, goal, budgets }: ExplainOptions): RunExplanation {
  const analysis = analyseRun(run, now);
  const findings = findFindings(analysis, { budgets }, goal);
  const [finding] = findings.filter(({ saving }) => saving > 0);
  return {
    analysis,
    goal,
    ledger: buildRunLedger(analysis),
    threads: explainThreads(analysis),
    callSites: buildCallSiteLedgers(analysis),
    steps: findPathSteps(analysis),
    confidences: findConfidences(analysis),
    findings,
    ...(finding && { best: { finding, prediction: predict(analysis, finding.changes, goal) } }),
    lines: rankLines(analysis, goal),
  };
}

function explainThreads(analysis: RunAnalysis): readonly ExplainedThread[] {
  const names = nameThreads(analysis);
  return analysis.threads.map((thread) => ({
    thread,
    name: names.get(thread.id) ?? '',
    attribution: thread.calls[0]?.attribution,
    ledger: buildThreadLedger(analysis, thread),
    pieces: cutThread(analysis, thread),
    iterations: thread.iterations.map((iteration) => ({
      iteration,
      ledger: buildIterationLedger(analysis, thread, iteration),
    })),
  }));
}

function findConfidences({ activities }: RunAnalysis): ReadonlyMap<CallSiteId, Confidence> {
  const best = new Map<CallSiteId, Confidence>();
  for (const activity of activities) {
    const { attribution } = activity.kind === 'call' ? activity.call : activity.work.work;
    if (!attribution?.site) continue;
    const { site, confidence } = attribution;
    const known = best.get(site.id);
    if (!known || isLessCertain(known, confidence)) best.set(site.id, confidence);
  }
  return best;
}
