import type { RunAnalysis } from '../analyseRun';
import type { DetectorOptions } from './detector';
import { detectors } from './detectors';
import { dropTold } from './dropTold';
import { type NamedSuspicion, nameSuspicions } from './nameSuspicions';

/** What was found last in each state of a run: for another goal only the weights are others. */
const latest = new WeakMap<
  RunAnalysis,
  { readonly options: DetectorOptions; readonly suspicions: readonly NamedSuspicion[] }
>();

/** What all detectors tell of a run, each thing once and by its name, in the order of time. */
export function findSuspicions(analysis: RunAnalysis, options: DetectorOptions): readonly NamedSuspicion[] {
  const known = latest.get(analysis);
  if (known && areEqual(known.options, options)) return known.suspicions;
  const told = dropTold(Object.values(detectors).flatMap((detect) => detect(analysis, options)));
  const suspicions = nameSuspicions(analysis, told);
  latest.set(analysis, { options, suspicions });
  return suspicions;
}

function areEqual(one: DetectorOptions, other: DetectorOptions): boolean {
  const [history, earlier] = [one.history ?? [], other.history ?? []];
  return (
    one.budgets?.ttftMs === other.budgets?.ttftMs &&
    one.budgets?.totalMs === other.budgets?.totalMs &&
    history.length === earlier.length &&
    history.every((run, index) => run === earlier[index])
  );
}
