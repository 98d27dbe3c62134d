import { countOf } from '../../base/countOf';
import { groupBy } from '../../base/groupBy';
import { memoiseByIdentity } from '../../base/memoise';
import type { CompletionRun } from '../../model/completion';
import type { Run } from '../../model/run';
import { isTypedOver } from '../plan';
import type {
  CaseSummary,
  CompletionSummary,
  GroupSummary,
  LevelSummary,
  MeasuredSample,
} from './completionSummary';
import { findKnee } from './findKnee';
import { casesAtFirstLevel, judgeSweeps } from './judgeSweeps';
import { measureSamples } from './measureSamples';
import { summariseGroup } from './summariseGroup';
import { summariseLevel } from './summariseLevel';

type Outcome = CompletionSummary['outcome'];

/**
 * What a suite's run says: its cases and its levels of concurrency, each with figures and verdict; undefined for a run
 * that is none of a suite. Pure, and made once per run object, so asking again costs nothing.
 */
export const summariseCompletion: (run: Run) => CompletionSummary | undefined = memoiseByIdentity(summarise);

function summarise(run: Run): CompletionSummary | undefined {
  const { completion } = run;
  if (!completion) return undefined;
  const isComplete = run.status === 'ended' && isAllDone(completion);
  const samples = measureSamples(run)
    .filter(({ role }) => role !== 'warmUp')
    .sort((a, b) => a.sample.moments.gathered - b.sample.moments.gathered);
  const cases = summariseCases(completion, samples, !isComplete);
  const levels = summariseLevels(completion, samples, !isComplete);
  return {
    cases,
    levels,
    sweeps: judgeSweeps(completion, levels),
    outcome: joinOutcomes(casesAtFirstLevel(completion, cases), isComplete),
    isComplete,
  };
}

/** Levels that a stop rule left out are not among what is planned. */
function isAllDone({ samples, planned }: CompletionRun): boolean {
  const done = countOf(samples, ({ id, end }) => !isTypedOver(id) && end !== 'aborted');
  return done >= planned;
}

function summariseCases(
  { cases, targets, levels, budget, caseBudgets }: CompletionRun,
  samples: readonly MeasuredSample[],
  isProvisional: boolean,
): CaseSummary[] {
  const groups = groupBy(samples, ({ sample }) => keyOf(sample.caseId, sample.targetId, sample.concurrency));
  return cases.flatMap((of) =>
    targets.flatMap((target) =>
      levels.flatMap(({ concurrency }) => {
        const group = groups.get(keyOf(of.id, target.id, concurrency));
        if (!group) return [];
        const own = { samples: group, budget: caseBudgets[of.id] ?? budget, isProvisional };
        const summary = summariseGroup(own);
        return [{ ...summary, of, target, concurrency, outcome: outcomeOf(summary) }];
      }),
    ),
  );
}

function keyOf(...parts: readonly (string | number)[]): string {
  return parts.join('\0');
}

function outcomeOf({ failed, missedExpectations, samples, verdict }: GroupSummary): Outcome {
  if (failed > 0 || missedExpectations > 0 || verdict.kind === 'missed') return 'failed';
  return samples.length === 0 || verdict.kind === 'unsure' ? 'unsure' : 'passed';
}

/** What was not run to its end has not passed. */
function joinOutcomes(cases: readonly CaseSummary[], isComplete: boolean): Outcome {
  if (cases.some(({ outcome }) => outcome === 'failed')) return 'failed';
  const isPassed = isComplete && cases.length > 0 && cases.every(({ outcome }) => outcome === 'passed');
  return isPassed ? 'passed' : 'unsure';
}

function summariseLevels(
  { targets, levels, budget }: CompletionRun,
  samples: readonly MeasuredSample[],
  isProvisional: boolean,
): LevelSummary[] {
  const byLevel = groupBy(samples, ({ sample }) => sample.concurrency);
  const byGroup = groupBy(samples, ({ sample }) => keyOf(sample.targetId, sample.concurrency));
  return targets.flatMap((target) => {
    const own = levels.flatMap((level) => {
      const mine = byGroup.get(keyOf(target.id, level.concurrency));
      if (!mine) return [];
      const all = byLevel.get(level.concurrency) ?? [];
      return [summariseLevel(target, level, { samples: mine, all, budget, isProvisional })];
    });
    return markKnee(own);
  });
}

function markKnee(levels: readonly Omit<LevelSummary, 'isKnee'>[]): LevelSummary[] {
  const points = levels.map((level) => ({
    concurrency: level.concurrency,
    throughput: level.requestsPerSecond,
    latency: level.figures.total?.mean,
  }));
  const knee = findKnee(points);
  return levels.map((level) => ({ ...level, isKnee: level.concurrency === knee?.concurrency }));
}
