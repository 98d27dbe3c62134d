import { type EstimatedPercentile, estimatePercentile } from './estimatePercentile';
import { samplesMissing } from './samplesNeeded';
import { testShare } from './shareTest';

/** Which share of all must keep a limit, and how certain a verdict on that must be. */
export interface Requirement {
  /** Above 0 and below 1: 0.95 means that the p95 must keep it. */
  readonly percentile: number;
  /** Above 0.5 and below 1. */
  readonly confidence: number;
}

/** Whether enough keep a limit. `unsure`: there are not enough samples for either. */
export interface ShareKept {
  readonly kind: 'met' | 'missed' | 'unsure';
  /** Of `unsure`: about how many more would decide it if the share stays; absent when no sensible number would. */
  readonly samplesMissing?: number;
}

/** What values say of a limit. */
export interface LimitKept extends ShareKept {
  /** How many values keep it. */
  readonly within: number;
  /** Of the values that there are; absent where these are too few. */
  readonly estimate?: EstimatedPercentile;
}

const kinds = { reached: 'met', notReached: 'missed', unsure: 'unsure' } as const;

/**
 * Whether it is certain that enough of all keep a limit, by how many of `n` did. Certain as `testShare` has it.
 * @param weight what each tells beside one that knows nothing of the others; see `weighDependence`
 */
export function judgeShare(
  within: number,
  n: number,
  { percentile, confidence }: Requirement,
  weight = 1,
): ShareKept {
  const question = { share: percentile, confidence };
  const count = Math.floor(n * weight);
  // Rounded to the side that decides less.
  const round = within > percentile * n ? Math.floor : Math.ceil;
  const good = weight === 1 ? within : round((within * count) / Math.max(1, n));
  const kind = kinds[testShare(good, count, question)];
  const missing = kind === 'unsure' ? samplesMissing(good, count, question) : undefined;
  return missing === undefined ? { kind } : { kind, samplesMissing: Math.ceil(missing / weight) };
}

/**
 * Whether it is certain that enough of all keep a limit, by values of which those up to the limit keep it.
 * @param values in any order; undefined for what failed or has no such figure, which keeps no limit
 */
export function judgeLimit(
  values: readonly (number | undefined)[],
  limit: number,
  requirement: Requirement,
): LimitKept {
  const sorted = values.filter((value) => value !== undefined).sort((a, b) => a - b);
  const within = sorted.filter((value) => value <= limit).length;
  const estimate = estimatePercentile(sorted, requirement.percentile, requirement.confidence);
  return {
    ...judgeShare(within, values.length, requirement),
    within,
    ...(estimate && { estimate }),
  };
}
