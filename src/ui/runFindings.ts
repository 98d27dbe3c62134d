import type { Finding } from '../analysis/findings/finding';
import type { Goal } from '../analysis/whatIf/change';
import type { CallSite } from '../model/attribution';
import type { Run } from '../model/run';
import { findingsOf, historyOf } from '../store/runSelectors';
import type { RunStore } from '../store/runStore';
import { readBudgets } from './budgets';
import { readRunSetting } from './settings';

/**
 * What adds latency to a run, by the limits that the user has set for its folder, the most costly first.
 * @param goal what the user has set, if it is not given
 */
export function readFindings(
  run: Run,
  store: RunStore,
  goal: Goal = readRunSetting(run, 'goal'),
): readonly Finding[] {
  return findingsOf(run, goal, {
    budgets: readBudgets(run),
    history: historyOf(run, store.runs),
  });
}

/** Those of a line, the most costly first: what it is the place to change for, before what it is only part of. */
export function findingsAt(findings: readonly Finding[], site: CallSite): readonly Finding[] {
  const isAt = (place: Finding['places'][number] | undefined) =>
    place?.file === site.file && place.line === site.line;
  const first = findings.filter(({ places }) => isAt(places[0]));
  return [...first, ...findings.filter(({ places }) => !isAt(places[0]) && places.some(isAt))];
}
