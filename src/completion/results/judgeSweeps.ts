import type { CompletionRun } from '../../model/completion';
import type { CaseSummary, LevelSummary, SweepVerdict } from './completionSummary';
import { explainLevels, judgeLevels } from './judgeLevels';

/** What a sweep is judged by: its cases at its first level. Of any other run all of them. */
export function casesAtFirstLevel(
  { levels }: CompletionRun,
  cases: readonly CaseSummary[],
): readonly CaseSummary[] {
  const [first] = levels;
  return levels.length < 2 ? cases : cases.filter(({ concurrency }) => concurrency === first?.concurrency);
}

/** Up to which level each target keeps the budget; none for a target that was run at one level, or has no budget. */
export function judgeSweeps(
  { targets, budget }: CompletionRun,
  levels: readonly LevelSummary[],
): SweepVerdict[] {
  return targets.flatMap((target) => {
    const own = levels.filter((level) => level.target === target && level.verdict.kind !== 'none');
    if (own.length < 2) return [];
    return [{ target, ...judgeLevels(own), because: explainLevels(own, budget) }];
  });
}
