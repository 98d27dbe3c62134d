import type { Milliseconds } from '../base/units';
import type { SourceFrame } from '../model/attribution';
import type { Run } from '../model/run';
import { analyseRun, type RunAnalysis } from './analyseRun';
import type { Budgets } from './budget';
import { findFindings } from './findings/findFindings';
import type { Finding } from './findings/finding';
import { findPathSteps, type PathStep } from './graph/pathSteps';
import type { Ledger } from './ledger/ledger';
import {
  buildCallSiteLedgers,
  buildIterationLedger,
  buildRunLedger,
  buildThreadLedger,
  type CallSiteLedger,
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
  /** Line of its first call. */
  readonly place?: SourceFrame;
  readonly ledger: Ledger;
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
    place: thread.calls[0]?.attribution.site,
    ledger: buildThreadLedger(analysis, thread),
    iterations: thread.iterations.map((iteration) => ({
      iteration,
      ledger: buildIterationLedger(analysis, thread, iteration),
    })),
  }));
}
