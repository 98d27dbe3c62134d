import { weighDependence } from '../../metrics/confidence/dependence';
import { judgeShare } from '../../metrics/confidence/judgeLimit';
import type { CompletionBudget } from '../../model/completion';
import type { LimitVerdict, MeasuredSample, Verdict } from './completionSummary';
import { keepsLimit, type Limit, limitedFigures, limitsOf, shareOfLimit } from './limits';
import type { FigureSummaries } from './summariseFigures';
import { explainVerdict } from './verdictText';

/** The requests that a verdict is about. */
export interface Judged {
  /** Those that count, in the order in which they were made. */
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
  const weight = weighOrder(samples, limitedFigures);
  const hasLimits = [budget, ...samples.map((sample) => sample.budget)].some(
    (some) => limitsOf(some).length > 0,
  );
  const verdict: Omit<Verdict, 'because'> = {
    ...(hasLimits ? judgeShare(good, n, budget, weight) : { kind: 'none' }),
    n,
    good,
    ...(hasLimits && weight < 1 && { effective: Math.floor(n * weight) }),
    limits: judgeLimits(judged),
  };
  return { ...verdict, because: explainVerdict(verdict, judged) };
}

/** What takes less of a limit than this is far from missing it, and whether such requests follow each other says nothing. */
const NEAR_LIMIT = 0.8;

/** What each request tells when those that come near a limit, or miss it, come in a row; see `weighDependence`. */
function weighOrder(samples: readonly MeasuredSample[], figures: readonly Limit['figure'][]): number {
  return weighDependence(
    samples.map((sample) => Math.max(NEAR_LIMIT, ...figures.map((figure) => shareOfLimit(sample, figure)))),
  );
}

function judgeLimits({ samples, figures, budget }: Judged): LimitVerdict[] {
  return limitsOf(budget).map(({ figure, limit }) => {
    const within = samples.filter((sample) => keepsLimit(sample, figure)).length;
    const estimate = figures[figure]?.percentiles.find(({ p }) => p === budget.percentile);
    const { kind } = judgeShare(within, samples.length, budget, weighOrder(samples, [figure]));
    return { figure, limit, kind, within, ...(estimate && { estimate }) };
  });
}
