import { weighDependence } from '../../metrics/confidence/dependence';
import { judgeShare } from '../../metrics/confidence/judgeLimit';
import type { CompletionBudget } from '../../model/completion';
import type { LimitVerdict, MeasuredSample, Verdict } from './completionSummary';
import { keepsLimit, limitsOf } from './limits';
import type { FigureSummaries } from './summariseFigures';
import { explainVerdict } from './verdictText';

/** The requests that a verdict is about. */
export interface Judged {
  /** Those that count. */
  readonly samples: readonly MeasuredSample[];
  readonly figures: FigureSummaries;
  readonly budget: CompletionBudget;
  readonly unmeasured: number;
  /** More are to come, so that the verdict is provisional. */
  readonly isProvisional: boolean;
}

/**
 * Whether enough requests keep a budget: all limits together, which is the verdict, and each by itself. A request is
 * held against the budget of its own case. Verdicts are for the planned number of requests: a person who stops as soon
 * as one is favourable is wrong more often than the confidence says.
 */
export function judgeBudget(judged: Judged): Verdict {
  const { samples, budget } = judged;
  const n = samples.length;
  const good = samples.filter((sample) => sample.good).length;
  const hasLimits = [budget, ...samples.map((sample) => sample.budget)].some(
    (some) => limitsOf(some).length > 0,
  );
  const weight = weighRequests(judged);
  const verdict: Omit<Verdict, 'because'> = {
    ...(hasLimits ? judgeShare(good, n, budget, weight) : { kind: 'none' }),
    n,
    good,
    ...(hasLimits && weight < 1 && { effective: Math.floor(n * weight) }),
    limits: judgeLimits(judged, weight),
  };
  return { ...verdict, because: explainVerdict(verdict, judged) };
}

/** Slow times that last make requests tell less than as many that know nothing of each other. */
function weighRequests({ samples, budget }: Judged): number {
  const figure = budget.total === undefined && budget.ttft !== undefined ? 'ttft' : 'total';
  const inOrder = samples.toSorted((a, b) => a.sample.moments.gathered - b.sample.moments.gathered);
  return weighDependence(inOrder.map((sample) => sample[figure] ?? Number.POSITIVE_INFINITY));
}

function judgeLimits({ samples, figures, budget }: Judged, weight: number): LimitVerdict[] {
  return limitsOf(budget).map(({ figure, limit }) => {
    const within = samples.filter((sample) => keepsLimit(sample, figure)).length;
    const estimate = figures[figure]?.percentiles.find(({ p }) => p === budget.percentile);
    const { kind } = judgeShare(within, samples.length, budget, weight);
    return { figure, limit, kind, within, ...(estimate && { estimate }) };
  });
}
