import { groupBy } from '../../base/groupBy';
import type {
  CaseSummary,
  CompletionSummary,
  GroupSummary,
  LevelSummary,
} from '../../completion/results/completionSummary';
import type { CompletionRun, SampleFailure } from '../../model/completion';
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
    failures: groupFailures(samples.flatMap(({ sample: { failure } }) => failure ?? [])).map((group) => ({
      ...group.failure,
      requests: group.requests,
    })),
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

/** Failures that say the same, with how many requests failed so; in the order in which they first came. */
export function groupFailures(
  failures: readonly SampleFailure[],
): readonly { readonly failure: SampleFailure; readonly requests: number }[] {
  const groups = groupBy(failures, ({ message, action }) => JSON.stringify([message, action]));
  return [...groups.values()].map((group) => ({
    failure: group[0] as SampleFailure,
    requests: group.length,
  }));
}
