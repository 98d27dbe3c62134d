import { fewestToBound, fewestToReach, samplesToReach } from './samplesNeeded';

/** How many requests it takes to say something of a percentile. */
export interface SamplesRow {
  /** 0 to 1 */
  readonly percentile: number;
  /** Until a budget can be found to be kept, if not one request misses it. */
  readonly toMeet: number;
  /** Until the percentile's interval has an end on both sides. */
  readonly toBound: number;
  /**
   * Until a budget is found to be kept 9 times out of 10, when half as many requests miss it as may: of p95 2.5 %.
   * Absent where it takes more than 100 000.
   */
  readonly toMeetUsually?: number;
}

const POWER = 0.9;

/** How many requests it takes at a confidence (above 0.5 and below 1) for the percentiles that budgets name. */
export function listSamplesNeeded(
  confidence: number,
  percentiles: readonly number[] = [0.5, 0.9, 0.95, 0.99],
): SamplesRow[] {
  return percentiles.map((share) => {
    const question = { share, confidence };
    const usually = samplesToReach((1 + share) / 2, question, POWER);
    return {
      percentile: share,
      toMeet: fewestToReach(question),
      toBound: Math.max(fewestToBound(question), fewestToBound({ share: 1 - share, confidence })),
      ...(usually !== undefined && { toMeetUsually: usually }),
    };
  });
}
