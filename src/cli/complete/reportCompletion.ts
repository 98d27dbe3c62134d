import type {
  CaseSummary,
  CompletionSummary,
  GroupSummary,
  LevelSummary,
} from '../../completion/results/completionSummary';
import { groupFailures } from '../../completion/results/groupFailures';
import type { CompletionRun } from '../../model/completion';
import type { CaseReport, GroupReport, LevelReport, SuiteReport } from '../../protocol/completionReport';

/** A suite that was run, as documented JSON. */
export function reportCompletion(run: CompletionRun, summary: CompletionSummary): SuiteReport {
  const { suite, startedAtEpoch, planned, targets } = run;
  return {
    name: suite.name,
    file: suite.file,
    startedAt: new Date(startedAtEpoch).toISOString(),
    complete: summary.isComplete,
    planned,
    models: targets,
    cases: summary.cases.map(reportCase),
    levels: summary.levels.map(reportLevel),
    sweeps: summary.sweeps.map(({ target, ...verdict }) => ({ target: target.id, ...verdict })),
  };
}

function reportGroup(group: GroupSummary & Pick<CaseSummary, 'target' | 'concurrency'>): GroupReport {
  const { target, concurrency, figures, budget, verdict, samples, failed, wasted } = group;
  const { limits: _, ...said } = verdict;
  return {
    target: target.id,
    concurrency,
    figures,
    budget,
    verdict: said,
    requests: samples.length,
    failed,
    wasted,
  };
}

function reportCase(summary: CaseSummary): CaseReport {
  const { of, outcome, missedExpectations, samples } = summary;
  return {
    id: of.id,
    name: of.name,
    line: of.line,
    outcome,
    ...reportGroup(summary),
    missedExpectations,
    failures: groupFailures(samples).map(({ failure, requests }) => ({ ...failure, requests })),
  };
}

function reportLevel(level: LevelSummary): LevelReport {
  const { duration, requestsPerSecond, tokensPerSecond, goodput, isKnee, stoppedBecause } = level;
  return {
    ...reportGroup(level),
    duration,
    requestsPerSecond,
    tokensPerSecond,
    goodput,
    knee: isKnee,
    stoppedBecause,
  };
}
