import { countOf } from '../../base/countOf';
import { weighDependence } from '../../metrics/confidence/dependence';
import { judgeShare } from '../../metrics/confidence/judgeLimit';
import type { CompletionBudget } from '../../model/completion';
import type { LimitVerdict, MeasuredSample, Verdict } from './completionSummary';
import { type Limit, limitedFigures, limitsOf } from './limits';
import type { FigureSummaries } from './summariseFigures';
import type { Tally } from './tallySamples';
import { explainVerdict } from './verdictText';

/** The requests that a verdict is about. */
export interface Judged {
  readonly tally: Tally;
  readonly figures: FigureSummaries;
  readonly budget: CompletionBudget;
  /** More are to come, so that the verdict is provisional. */
  readonly isProvisional: boolean;
}

/**
 * Whether enough requests keep a budget: all limits together, which is the verdict, and each by itself. A request is
 * held against the budget of its own case. Verdicts are for the planned number of requests: a person who stops as soon
 * as one is favourable is wrong more often than the confidence says.
 */
export function judgeBudget(judged: Judged): Verdict {
  const { tally, budget } = judged;
  const { counted, good } = tally;
  const n = counted.length;
  const budgets = [budget, ...tally.budgets];
  const limited = limitedFigures.filter((figure) => budgets.some((one) => one[figure] !== undefined));
  const shares = new Map(limited.map((figure) => [figure, sharesOf(counted, figure)]));
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
  const most = first.map((share) => Math.max(NEAR_LIMIT, share));
  for (const shares of others)
    for (const [index, share] of shares.entries()) most[index] = Math.max(most[index] ?? 0, share);
  return weighDependence(most);
}

function judgeLimits(
  { tally, figures, budget }: Judged,
  sharesOfAll: ReadonlyMap<Limit['figure'], Shares>,
): LimitVerdict[] {
  return limitsOf(budget).map(({ figure, limit }) => {
    const shares = sharesOfAll.get(figure) ?? [];
    const within = countOf(shares, (share) => share <= 1);
    const estimate = figures[figure]?.percentiles.find(({ p }) => p === budget.percentile);
    const { kind } = judgeShare(within, tally.counted.length, budget, weighOrder([shares]));
    return { figure, limit, kind, within, ...(estimate && { estimate }) };
  });
}
