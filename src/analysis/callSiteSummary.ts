import { groupBy } from '../base/groupBy';
import { type Interval, unionLength } from '../base/intervals';
import type { CallSiteId, Milliseconds } from '../base/units';
import { callInterval } from '../metrics/callTimes';
import { type NotCounted, whyNotCounted } from '../metrics/counted';
import type { CallSite, Confidence } from '../model/attribution';
import type { Call } from '../model/call';
import type { Run } from '../model/run';
import { type BudgetExcess, type Budgets, findBudgetExcesses } from './budget';
import { type CallGroup, groupComparableCalls } from './callGroup';
import { isLessCertain } from './certainty';
import { countOpen, type OpenCounts } from './concurrency';
import { type Conditions, collectConditions } from './conditions';
import { findActivities } from './findActivities';
import { findRunSpan } from './findRunSpan';

/** From this share of the run on, a call site is hot. */
const HOT_SHARE = 0.25;

/** What the calls of one place in the source say together. */
export interface CallSiteSummary {
  /** Absent on the one group of calls for which no line was found. */
  readonly id?: CallSiteId;
  readonly site?: CallSite;
  /** Best confidence among its calls. */
  readonly confidence: Confidence;
  /** Calls that were put here with less confidence than that. */
  readonly uncertainCalls: number;
  /** In the order they started. */
  readonly calls: readonly Call[];
  readonly inFlight: readonly Call[];
  /** Calls that figures are computed from. */
  readonly counted: number;
  /** Calls left out of figures, per reason; only reasons that occurred. */
  readonly notCounted: Readonly<Partial<Record<NotCounted, number>>>;
  /** Comparable calls, the largest group first. */
  readonly groups: readonly CallGroup[];
  /** The group a single line of text speaks of. */
  readonly lead?: CallGroup;
  /** Time with at least one of its calls open, in ms. */
  readonly total: Milliseconds;
  /** `total` over the run's wall time, 0 to 1. Shares of places that overlap add up to more than 1. */
  readonly share: number;
  readonly retries: number;
  readonly conditions: Conditions;
  /** Takes a quarter of the run or more, or the most of all places. */
  readonly hot: boolean;
  readonly excesses: readonly BudgetExcess[];
}

/** What the summaries depend on besides the run. */
export interface SummaryOptions {
  /** End of calls in flight, ms on the run's clock. */
  readonly now: Milliseconds;
  readonly budgets?: Budgets;
}

/** Summarises the calls of a run per place in the source, the one that took the most time first. */
export function buildCallSiteSummaries(run: Run, options: SummaryOptions): readonly CallSiteSummary[] {
  const intervalsOf = (calls: readonly Call[]) => calls.map((call) => callInterval(call, options.now));
  const sites = [...groupBy(run.calls, (call) => call.attribution.site?.id).values()].map((calls): Site => {
    const intervals = intervalsOf(calls);
    return { calls, intervals, total: unionLength(intervals) };
  });
  const { start, end } = findRunSpan(findActivities(run, options.now));
  const top = sites.reduce((most, { total }) => Math.max(most, total), 0);
  const context = { run, options, open: countOpen(intervalsOf(run.calls)), wall: end - start, top };
  return sites.map((site) => summariseSite(site, context)).sort((a, b) => b.total - a.total);
}

/** The calls of one place, and the time with at least one of them open. */
interface Site {
  readonly calls: readonly Call[];
  readonly intervals: readonly Interval[];
  readonly total: Milliseconds;
}

interface Context {
  readonly run: Run;
  readonly options: SummaryOptions;
  /** Of all calls of the run. */
  readonly open: OpenCounts;
  readonly wall: Milliseconds;
  /** Greatest total of a place. */
  readonly top: Milliseconds;
}

function summariseSite({ calls, intervals, total }: Site, context: Context): CallSiteSummary {
  const { run, options, wall } = context;
  const counted = calls.filter((call) => whyNotCounted(call, run.pauses) === undefined);
  const groups = groupComparableCalls(counted);
  const share = wall === 0 ? 0 : total / wall;
  return {
    ...describeSite(calls),
    calls,
    inFlight: calls.filter((call) => call.outcome === 'inFlight'),
    counted: counted.length,
    notCounted: countReasons(calls, run),
    groups,
    lead: groups[0],
    total,
    share,
    retries: calls.reduce((sum, call) => sum + call.attempts.length - 1, 0),
    conditions: collectConditions(calls, intervals, context.open),
    hot: share >= HOT_SHARE || (total > 0 && total === context.top),
    excesses: findBudgetExcesses(groups[0], options.budgets ?? {}),
  };
}

function describeSite(
  calls: readonly Call[],
): Pick<CallSiteSummary, 'id' | 'site' | 'confidence' | 'uncertainCalls'> {
  const site = calls[0]?.attribution.site;
  const found = new Set(calls.map((call) => call.attribution.confidence));
  const best = (['high', 'medium'] as const).find((confidence) => found.has(confidence)) ?? 'low';
  return {
    id: site?.id,
    site,
    confidence: best,
    uncertainCalls: calls.filter(({ attribution }) => isLessCertain(attribution.confidence, best)).length,
  };
}

function countReasons(calls: readonly Call[], run: Run): Partial<Record<NotCounted, number>> {
  const counts: Partial<Record<NotCounted, number>> = {};
  for (const call of calls) {
    const reason = whyNotCounted(call, run.pauses);
    if (reason) counts[reason] = (counts[reason] ?? 0) + 1;
  }
  return counts;
}
