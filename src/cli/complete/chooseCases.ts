import type { PlanOptions } from '../../completion/buildPlan';
import type { Suite } from '../../completion/suite/suite';

/** Which of a suite's cases and models are meant. */
export interface Choice {
  /** Names, or patterns in which `*` stands for anything; all when there are none. */
  readonly cases: readonly string[];
  readonly targets: readonly string[];
}

/** The chosen pairs of case and model; empty when the suite has none. */
export function chooseCases(suite: Suite, { cases, targets }: Choice): NonNullable<PlanOptions['only']> {
  const chosen = suite.targets.filter(({ id, label, model }) => isMeant([id, label, model], targets));
  return suite.cases
    .filter(({ id, name }) => isMeant([id, name], cases))
    .flatMap(({ id: caseId }) => chosen.map(({ id: targetId }) => ({ caseId, targetId })));
}

function isMeant(names: readonly string[], patterns: readonly string[]): boolean {
  return patterns.length === 0 || patterns.some((pattern) => names.some((name) => matches(name, pattern)));
}

function matches(name: string, pattern: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 'is').test(name);
}
