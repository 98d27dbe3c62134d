import { formatDuration, formatMoment, formatNumberOf, formatPlace } from '../../base/format';
import { percentileName } from '../../base/formatEstimate';
import { countDone } from '../../completion/results/countDone';
import { limitNames, shareText } from '../../completion/results/verdictText';
import type { CompletionBudget } from '../../model/completion';
import type { Run } from '../../model/run';
import {
  type CompletionResults,
  type LimitedFigure,
  limitedFigures,
} from '../../protocol/completionMessages';
import { figureTexts, partTexts, unseenPart } from '../completionText';
import type { SuiteRun } from '../suiteRuns';
import { describeLevel, describeRow } from './resultGroups';

/** What is looked at before the person chooses, the first of these that has a limit. */
const firstLooks: readonly LimitedFigure[] = ['total', 'keystroke', 'ttft'];

/**
 * Everything that the panel shows of a run of a suite.
 * @param siblings runs of the same suite, the newest first
 */
export function buildResults(
  { run, completion, summary }: SuiteRun,
  siblings: readonly Run[],
): CompletionResults {
  const { suite, samples, planned, budget, cases, targets, startedAtEpoch } = completion;
  const levels = summary.levels.map(describeLevel);
  const concurrencies = [...new Set(levels.map(({ concurrency }) => concurrency))].sort((a, b) => a - b);
  return {
    runId: run.id,
    title: suite.name,
    startedAt: formatMoment(startedAtEpoch),
    live: run.status === 'running',
    done: countDone(completion),
    planned,
    outcome: summary.outcome,
    budget: describeBudget(budget),
    figure: firstLooks.find((name) => budget[name] !== undefined) ?? 'ttft',
    percentile: budget.percentile,
    confidence: budget.confidence,
    types: samples.some(({ moments, end }) => moments.debounced > moments.keystroke || end === 'superseded'),
    figureKinds: figureTexts,
    partKinds: partTexts,
    unseen: unseenPart,
    cases: cases.map(({ id, name, cursor }) => ({
      id,
      name,
      ...(cursor && { cursor: formatPlace(cursor) }),
    })),
    targets: targets.map(({ id, label, model, api, baseUrl }) => ({
      id,
      label,
      detail: [model, api, baseUrl].join(' · '),
    })),
    concurrencies,
    leftOut: completion.levels.flatMap(({ concurrency, stoppedBecause }) =>
      concurrencies.includes(concurrency) || stoppedBecause === undefined
        ? []
        : [{ concurrency, because: stoppedBecause }],
    ),
    rows: summary.cases.map(describeRow),
    levels,
    sweeps: summary.sweeps.map(({ target, because }) => ({ targetId: target.id, because })),
    runs: siblings.map(({ id, startedAtEpoch: at, completion: other }) => ({
      id,
      label: `${formatMoment(at).slice(0, 16)} · ${formatNumberOf(other?.samples.length ?? 0, 'request')}`,
    })),
  };
}

/** `p95 of TTFT ≤ 300 ms and total ≤ 500 ms, 95 % certain`; undefined without a limit. */
export function describeBudget(budget: CompletionBudget): string | undefined {
  const limits = limitedFigures.flatMap((name) => {
    const limit = budget[name];
    return limit === undefined ? [] : [`${limitNames[name]} ≤ ${formatDuration(limit)}`];
  });
  if (limits.length === 0) return undefined;
  return `${percentileName(budget.percentile)} of ${limits.join(' and ')}, ${shareText(budget.confidence)} certain`;
}
