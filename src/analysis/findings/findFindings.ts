import { isSuiteRun } from '../../model/run';
import type { RunAnalysis } from '../analyseRun';
import type { Goal, Prediction } from '../whatIf/change';
import { thinkThrough } from '../whatIf/predict';
import type { DetectorOptions } from './detector';
import type { Certainty, Finding, Suspicion } from './finding';
import { findSuspicions } from './findSuspicions';
import { leastNoticed } from './noticed';

const rank: Readonly<Record<Certainty, number>> = { certain: 0, likely: 1, possible: 2 };

/**
 * What adds latency to a run, what it costs and what to do about it: the greatest saving for the goal first, of equal
 * ones the surer. A finding that would bring no goal forward by a time worth a word is left out; one that proposes no
 * change is a warning and stays. Requests of a completion suite have no findings: the suite's results judge them.
 */
export function findFindings(
  analysis: RunAnalysis,
  options: DetectorOptions,
  goal: Goal,
): readonly Finding[] {
  if (isSuiteRun(analysis.run)) return [];
  return findSuspicions(analysis, options)
    .flatMap(({ id, suspicion }) => weigh(analysis, id, suspicion, goal))
    .sort((a, b) => b.saving - a.saving || rank[a.certainty] - rank[b.certainty]);
}

function weigh(analysis: RunAnalysis, id: string, suspicion: Suspicion, goal: Goal): Finding[] {
  if (suspicion.changes.length === 0) return [{ ...suspicion, id, saving: 0, savingLow: 0, savingHigh: 0 }];
  const predict = thinkThrough(analysis, suspicion.changes);
  const savings = savingsOf(predict(goal));
  return isWorthTelling(analysis, predict, goal, savings) ? [{ ...suspicion, id, ...savings }] : [];
}

type Savings = Pick<Finding, 'saving' | 'savingLow' | 'savingHigh'>;

function savingsOf({ goal, before, after, low, high }: Prediction): Savings {
  const bounds = [low, high].map((value) => savedBy(goal, before, value));
  return {
    saving: savedBy(goal, before, after),
    savingLow: Math.min(...bounds),
    savingHigh: Math.max(...bounds),
  };
}

/** Calls per second are compared by the time that one takes. */
function savedBy(goal: Goal, before: number, after: number): number {
  if (goal !== 'throughput') return Math.max(0, before - after);
  return before > 0 && after > 0 ? Math.max(0, 1000 / before - 1000 / after) : 0;
}

/** What serves another goal stays in sight: streaming shortens no run, and yet is what the person who waits needs. */
function isWorthTelling(
  analysis: RunAnalysis,
  predict: (goal: Goal) => Prediction,
  goal: Goal,
  { saving }: Savings,
): boolean {
  const least = leastNoticed(analysis);
  if (goal !== 'throughput' && saving >= least) return true;
  return (['wall', 'perceived'] as const).some(
    (other) => other !== goal && savingsOf(predict(other)).saving >= least,
  );
}
