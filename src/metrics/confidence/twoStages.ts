import { confidenceOfEach } from './compareSamples';
import type { ShareKept } from './judgeLimit';

/** As many as would just decide it if the share stayed as it is would leave half of the second stages open. */
const MARGIN = 2;
/** Nobody waits for more. */
const MOST_SAMPLES = 2000;

/**
 * How certain each of two stages must be that may both decide: each may be wrong half as often, so that together they are
 * wrong no more often than is asked for (Bonferroni). The second is judged by its own samples alone: these know nothing of
 * the first ones, so that it does no harm that its size is chosen by what the first showed. Samples of both taken
 * together would be wrong more often than they say (Proschan and Hunsberger, Designed extension of studies based on
 * conditional power, Biometrics 51, 1995).
 */
export function confidenceOfStage(confidence: number): number {
  return confidenceOfEach(confidence, 2);
}

/**
 * How many samples a second stage takes after a first one of `n`; undefined where the first has decided, or comes so close
 * that no sensible number would.
 */
export function sizeOfSecondStage(n: number, { kind, samplesMissing }: ShareKept): number | undefined {
  if (kind !== 'unsure' || samplesMissing === undefined) return undefined;
  const size = Math.ceil(MARGIN * (n + samplesMissing));
  return size <= MOST_SAMPLES ? size : undefined;
}
