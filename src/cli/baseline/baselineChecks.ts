import { formatDuration } from '../../base/format';
import { formatInterval } from '../../base/formatEstimate';
import type { CaseSummary } from '../../completion/results/completionSummary';
import { type Comparison, compareSamples, confidenceOfEach } from '../../metrics/confidence/compareSamples';
import type { CompletionRun } from '../../model/completion';
import type { ComparisonReport } from '../../protocol/completionReport';
import type { Check, CheckOutcome } from '../checks/check';
import { nameCase } from '../complete/completionChecks';
import type { Baseline, BaselineGroup } from './baseline';
import { buildGroup, type MeasuredSuite } from './buildBaseline';

const figures = ['ttft', 'total'] as const;
type ComparedFigure = (typeof figures)[number];
const figureNames: Readonly<Record<ComparedFigure, string>> = { ttft: 'TTFT', total: 'total' };

/** A case, a model and a level of a run beside what the baseline has of them. */
export interface BaselineComparison {
  readonly run: CompletionRun;
  readonly summary: CaseSummary;
  /** Absent where the baseline has none of it. */
  readonly compared?: readonly ComparedTimes[];
}

export interface ComparedTimes {
  readonly figure: ComparedFigure;
  /** Absent where one of the two has no such times. */
  readonly comparison?: Comparison;
}

/**
 * Holds suites against what was measured before. All comparisons together keep the confidence that the suites ask for.
 */
export function compareWithBaseline(
  suites: readonly MeasuredSuite[],
  baseline: Baseline,
): BaselineComparison[] {
  const known = new Map(baseline.groups.map((group) => [keyOf(group), group]));
  const pairs = suites.flatMap(({ run, summary: { cases } }) =>
    cases.map((summary) => {
      const after = buildGroup(run, summary);
      return { run, summary, after, before: known.get(keyOf(after)) };
    }),
  );
  const comparisons = figures.length * pairs.filter(({ before }) => before).length;
  return pairs.map(({ run, summary, before, after }) => {
    const confidence = confidenceOfEach(summary.budget.confidence, comparisons);
    return { run, summary, ...(before && { compared: compareGroups(before, after, confidence) }) };
  });
}

function keyOf({ suite, case: id, target, concurrency }: BaselineGroup): string {
  return JSON.stringify([suite, id, target, concurrency]);
}

/** A comparison as a check: slower is a failure, too few samples are no verdict. */
export function buildBaselineCheck({ run, summary, compared }: BaselineComparison): Check {
  const several = run.levels.length > 1 ? ` · ${summary.concurrency} at once` : '';
  return {
    group: `${run.suite.name} against the baseline`,
    name: `${nameCase(run, summary)}${several}`,
    place: { file: run.suite.file, line: summary.of.line },
    outcome: outcomeOf(compared ?? []),
    message: compared ? explain(compared) : 'It is not in the baseline.',
    details: [],
    figures: Object.fromEntries(
      (compared ?? []).map(({ figure, comparison }) => [figureNames[figure], describeComparison(comparison)]),
    ),
    startedAtEpoch: run.startedAtEpoch,
    time: 0,
  };
}

/** A comparison as documented JSON. */
export function reportComparison({ run, summary, compared }: BaselineComparison): ComparisonReport[] {
  const place = {
    suite: run.suite.name,
    case: summary.of.id,
    target: summary.target.id,
    concurrency: summary.concurrency,
  };
  return figures.map((figure) => {
    const comparison = compared?.find((one) => one.figure === figure)?.comparison;
    return { ...place, figure, kind: compared ? 'unsure' : 'new', ...comparison };
  });
}

function compareGroups(before: BaselineGroup, after: BaselineGroup, confidence: number): ComparedTimes[] {
  return figures.map((figure) => {
    const [early, late] = [before[figure], after[figure]];
    const hasBoth = early.length > 0 && late.length > 0;
    return { figure, ...(hasBoth && { comparison: compareSamples(early, late, confidence) }) };
  });
}

/** A case that is new has nothing to be slower than. */
function outcomeOf(compared: readonly ComparedTimes[]): CheckOutcome {
  const kinds = compared.map(({ comparison }) => comparison?.kind ?? 'unsure');
  if (kinds.includes('slower')) return 'failed';
  return kinds.includes('unsure') ? 'unsure' : 'passed';
}

const kindTexts = {
  slower: 'slower than the baseline',
  faster: 'faster than the baseline',
  same: 'no difference seen',
  unsure: 'not enough samples, or too much scatter, to tell a difference',
} as const satisfies Record<Comparison['kind'], string>;

function explain(compared: readonly ComparedTimes[]): string {
  const sentences = compared.map(({ figure, comparison }) => {
    const text = comparison ? kindTexts[comparison.kind] : 'not measured in both runs';
    return `${figureNames[figure]}: ${text}`;
  });
  return `${sentences.join('; ')}.`;
}

/** `182 ms → 240 ms, +58 ms (41–74 ms)`. */
function describeComparison(comparison: Comparison | undefined): string {
  if (!comparison) return '';
  const { medianBefore, medianAfter, shift, interval } = comparison;
  const bounds = interval ? ` (${formatInterval(interval)})` : '';
  const sign = shift > 0 ? '+' : '';
  return `${formatDuration(medianBefore)} → ${formatDuration(medianAfter)}, ${sign}${formatDuration(shift)}${bounds}`;
}
