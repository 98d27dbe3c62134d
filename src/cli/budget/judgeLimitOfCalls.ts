import { formatCount, formatNumberOf } from '../../base/format';
import { percentileName } from '../../base/formatEstimate';
import { shareText } from '../../completion/results/verdictText';
import { computeMetric } from '../../metrics/callMetrics';
import type { EstimatedPercentile } from '../../metrics/confidence/estimatePercentile';
import { judgeLimit } from '../../metrics/confidence/judgeLimit';
import type { Call } from '../../model/call';
import type { Check } from '../checks/check';
import { hasFailed } from './hasFailed';

export type LimitedFigure = 'ttft' | 'total' | 'felt' | 'tokensPerSecond';

export interface CallLimit {
  readonly figure: LimitedFigure;
  /** At most, or at least where more is better. */
  readonly limit: number;
  /** 0 to 1; undefined: every call of the run. */
  readonly percentile?: number;
  /** 0.5 to 1 */
  readonly confidence: number;
  readonly label: string;
  readonly format: (value: number) => string;
}

type Judged = Pick<Check, 'outcome' | 'message' | 'details' | 'figures'>;

/**
 * Whether calls keep a limit. Without a percentile it is a statement on this run alone, and never unsure when there are
 * calls; with one it is a statement on what the program does, which takes many calls. A call that failed keeps no limit;
 * one that the program gave up, or that has no such figure, does not count.
 */
export function judgeLimitOfCalls(calls: readonly Call[], limit: CallLimit): Judged {
  const all = calls.map((call) => (hasFailed(call) ? undefined : figureOf(call, limit.figure)));
  const values = calls.flatMap((call, index) =>
    hasFailed(call) || all[index] !== undefined ? [all[index]] : [],
  );
  const details = describeLeftOut(calls.length - values.length, limit);
  if (values.length === 0) {
    return { outcome: 'unsure', message: 'There is no call that counts.', details, figures: {} };
  }
  const { percentile } = limit;
  const judged = percentile === undefined ? judgeAll(values, limit) : judgeMost(values, percentile, limit);
  return { ...judged, details };
}

const metricOf = { ttft: 'ttft', total: 'e2e', felt: 'felt', tokensPerSecond: 'tokensPerSecond' } as const;

function figureOf(call: Call, figure: LimitedFigure): number | undefined {
  return call.outcome === 'complete' ? computeMetric(call, metricOf[figure]).value : undefined;
}

/** By how much a value counts against a limit: the other way round where more is better. */
function signOf({ figure }: CallLimit): 1 | -1 {
  return figure === 'tokensPerSecond' ? -1 : 1;
}

type Values = readonly (number | undefined)[];

function judgeAll(values: Values, limit: CallLimit): Omit<Judged, 'details'> {
  const sign = signOf(limit);
  const known = values.filter((value) => value !== undefined);
  const within = known.filter((value) => sign * value <= sign * limit.limit).length;
  const isKept = within === values.length;
  const worst = sign * Math.max(...known.map((value) => sign * value));
  return {
    outcome: isKept ? 'passed' : 'failed',
    message: isKept ? '' : `${keptText(within, values.length)}, and all have to.${failedText(values)}`,
    figures: {
      measured: known.length > 0 ? `${sign > 0 ? 'max' : 'min'} ${limit.format(worst)}` : '',
      kept: `${formatCount(within)} of ${formatCount(values.length)}`,
    },
  };
}

function judgeMost(values: Values, percentile: number, limit: CallLimit): Omit<Judged, 'details'> {
  const { confidence } = limit;
  const sign = signOf(limit);
  const { kind, within, estimate, samplesMissing } = judgeLimit(
    values.map((value) => (value === undefined ? undefined : sign * value)),
    sign * limit.limit,
    { percentile, confidence },
  );
  const counted = keptText(within, values.length);
  const asked = `${shareText(percentile)} of all do`;
  const missing =
    samplesMissing === undefined ? '' : ` About ${formatCount(samplesMissing)} more calls would decide it.`;
  const conclusions = {
    met: '',
    missed: `${counted}: it is ${shareText(confidence)} certain that fewer than ${asked}.${failedText(values)}`,
    unsure: `${counted}: not enough calls to tell whether ${asked}.${missing}${failedText(values)}`,
  };
  return {
    outcome: ({ met: 'passed', missed: 'failed', unsure: 'unsure' } as const)[kind],
    message: conclusions[kind],
    figures: {
      measured: describeEstimate(estimate, limit),
      kept: `${formatCount(within)} of ${formatCount(values.length)}`,
    },
  };
}

function keptText(within: number, n: number): string {
  return `${formatCount(within)} of ${formatNumberOf(n, 'call')} kept it`;
}

function failedText(values: Values): string {
  const n = values.filter((value) => value === undefined).length;
  return n === 0 ? '' : ` ${formatCount(n)} failed, which keeps no limit.`;
}

function describeEstimate(estimate: EstimatedPercentile | undefined, limit: CallLimit): string {
  if (!estimate) return '';
  return `${percentileName(estimate.p)} ${limit.format(signOf(limit) * estimate.value)}`;
}

function describeLeftOut(n: number, { label }: CallLimit): string[] {
  return n === 0
    ? []
    : [`${formatNumberOf(n, 'call')} without ${label}, or given up by the program, not counted.`];
}
