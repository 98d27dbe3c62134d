import type {
  CaseSummary,
  FigureSummary,
  GroupSummary,
  LevelSummary,
} from '../../completion/results/completionSummary';
import { groupFailures } from '../../completion/results/groupFailures';
import {
  type LimitedFigure,
  limitedFigures,
  type ResultEstimate,
  type ResultFigure,
  type ResultGroup,
  type ResultLevel,
  type ResultRow,
} from '../../protocol/completionMessages';
import { buildLedgers } from '../completionLedger';
import { roundTime } from './roundTime';

type Placed<Group extends GroupSummary> = Group & {
  readonly target: { readonly id: string };
  readonly concurrency: number;
};

/** One case, one target and one level of concurrency as the panel shows it. */
export function describeRow(summary: CaseSummary): ResultRow {
  const values = limitedFigures.map((name) => [
    name,
    summary.samples
      .flatMap((sample) => sample[name] ?? [])
      .map(roundTime)
      .sort((a, b) => a - b),
  ]);
  return {
    ...describeGroup(summary),
    caseId: summary.of.id,
    outcome: summary.outcome,
    values: Object.fromEntries(values),
  };
}

/** One target at one level of concurrency as the panel shows it. */
export function describeLevel(summary: LevelSummary): ResultLevel {
  const {
    figures,
    budget,
    requestsPerSecond,
    tokensPerSecond,
    tokensUnknown,
    goodput,
    isKnee,
    stoppedBecause,
  } = summary;
  return {
    ...describeGroup(summary),
    tpot: describeFigure(figures.tpot, budget.percentile),
    requestRate: describeFigure(figures.tokensPerSecond, budget.percentile),
    requestsPerSecond,
    ...(tokensPerSecond > 0 && { tokensPerSecond }),
    tokensUnknown,
    goodput,
    isKnee,
    stoppedBecause,
    ledgers: buildLedgers(summary.samples),
  };
}

function describeGroup(summary: Placed<GroupSummary>): ResultGroup {
  const { verdict, budget, target, concurrency, samples, failed, missedExpectations, wasted } = summary;
  return {
    targetId: target.id,
    concurrency,
    verdict: verdict.kind,
    because: verdict.because,
    percentile: budget.percentile,
    confidence: budget.confidence,
    n: verdict.n,
    good: verdict.good,
    samplesMissing: verdict.samplesMissing,
    figures: Object.fromEntries(
      limitedFigures.flatMap((name) => {
        const figure = describeLimited(summary, name);
        return figure ? [[name, figure]] : [];
      }),
    ),
    failed,
    failures: groupFailures(samples).map(({ failure: { message, action } }) => `${message} ${action}`),
    unexpected: missedExpectations,
    wasted,
  };
}

function describeLimited(summary: GroupSummary, name: LimitedFigure): ResultFigure | undefined {
  const { figures, budget, verdict } = summary;
  const figure = describeFigure(figures[name], budget.percentile);
  const limit = verdict.limits.find((judged) => judged.figure === name);
  return figure && { ...figure, limit: limit?.limit, verdict: limit?.kind };
}

function describeFigure(figure: FigureSummary | undefined, percentile: number): ResultFigure | undefined {
  if (!figure || figure.n === 0) return undefined;
  const { n, percentiles } = figure;
  const at = (wanted: number): ResultEstimate | undefined => {
    const { value, low, high } = percentiles.find(({ p }) => p === wanted) ?? {};
    return value === undefined ? undefined : { value, low, high };
  };
  return { n, p50: at(0.5), tail: at(percentile) };
}
