import { countOf } from '../../base/countOf';
import { weighDependence } from '../../metrics/confidence/dependence';
import { judgeShare } from '../../metrics/confidence/judgeLimit';
import type { CompletionBudget } from '../../model/completion';
import type { LimitVerdict, MeasuredSample, Verdict } from './completionSummary';
import { type Limit, limitedFigures, limitsOf } from './limits';
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
  const good = countOf(samples, (sample) => sample.good);
  const limited = limitedFigures.filter(
    (figure) => budget[figure] !== undefined || samples.some((one) => one.budget[figure] !== undefined),
  );
  const shares = new Map(limited.map((figure) => [figure, sharesOf(samples, figure)]));
  const weight = weighOrder([...shares.values()]);
  const hasLimits = limited.length > 0;
  const verdict: Omit<Verdict, 'because'> = {
    ...(hasLimits ? judgeShare(good, n, budget, weight) : { kind: 'none' }),
    n,
    good,
    ...(hasLimits && weight < 1 && { effective: Math.floor(n * weight) }),
    limits: judgeLimits(judged, shares),
  };
  return { ...verdict, because: explainVerdict(verdict, judged) };
}

/** How much of one limit each request takes, 1 for all of it, in the order of the requests. */
type Shares = readonly number[];

function sharesOf(samples: readonly MeasuredSample[], figure: Limit['figure']): Shares {
  return samples.map(({ shares }) => shares[figure]);
}

/** What takes less of a limit than this is far from missing it, and whether such requests follow each other says nothing. */
const NEAR_LIMIT = 0.8;

/** What each request tells when those that come near a limit, or miss it, come in a row; see `weighDependence`. */
function weighOrder([first = [], ...others]: readonly Shares[]): number {
  return weighDependence(
    first.map((share, index) =>
      others.reduce((most, shares) => Math.max(most, shares[index] ?? 0), Math.max(NEAR_LIMIT, share)),
    ),
  );
}

function judgeLimits(
  { samples, figures, budget }: Judged,
  sharesOfAll: ReadonlyMap<Limit['figure'], Shares>,
): LimitVerdict[] {
  return limitsOf(budget).map(({ figure, limit }) => {
    const shares = sharesOfAll.get(figure) ?? [];
    const within = countOf(shares, (share) => share <= 1);
    const estimate = figures[figure]?.percentiles.find(({ p }) => p === budget.percentile);
    const { kind } = judgeShare(within, samples.length, budget, weighOrder([shares]));
    return { figure, limit, kind, within, ...(estimate && { estimate }) };
  });
}
