import { formatNumberOf, formatPercent } from '../base/format';
import type { CallFacts, Measure, Measures } from './callFacts';
import type { Gaps } from './gaps';
import type { Metric } from './metric';
import { whyNoOutput } from './missing';
import { isOutput, isStream } from './moments';
import { percentile, SAMPLES_FOR_P95 } from './percentile';
import { blurLongest, caveatOfHidden, joinCaveats } from './uncertainty';

/** Inter-chunk latency of an answer, in ms. Gaps of 0 are true of the wire, not of the model. */
export const chunkGaps: Measures<'iclMedian' | 'iclP95' | 'iclMax'> = {
  iclMedian: ofGaps((facts) => measurePercentile(facts, 0.5)),
  iclP95: ofGaps((facts) => {
    const { length } = facts.gaps.sorted;
    return length < SAMPLES_FOR_P95
      ? { because: `there are ${length} gaps and a p95 needs ${SAMPLES_FOR_P95}` }
      : measurePercentile(facts, 0.95);
  }),
  iclMax: ofGaps(({ attempt, gaps }) => {
    const value = percentile(gaps.sorted, 1);
    return blurLongest(attempt, { value, basis: basisOf(gaps), caveat: caveatOfReads(gaps) }, gaps.pieces);
  }),
};

function ofGaps(measure: Measure): Measure {
  return (facts) => {
    const because = whyNoGaps(facts);
    return because ? { because } : measure(facts);
  };
}

function whyNoGaps({ attempt, moments }: CallFacts): string | undefined {
  if (moments.outputCount === 0 || !isStream(attempt)) return whyNoOutput(attempt);
  if (moments.outputCount === 1) return 'there is only one output event';
  return moments.firstOutput === moments.lastOutput ? 'all output arrived at once' : undefined;
}

function measurePercentile({ attempt, gaps }: CallFacts, p: number): Metric {
  const caveat = joinCaveats(caveatOfReads(gaps), caveatOfHidden(attempt));
  return { value: percentile(gaps.sorted, p), basis: basisOf(gaps), caveat };
}

function basisOf({ sorted, per, zeroShare }: Gaps): string {
  const zeros = per === 'event' && zeroShare > 0 ? `, ${formatPercent(zeroShare)} of them 0` : '';
  return `${formatNumberOf(sorted.length, 'gap')} between ${per}s${zeros}`;
}

function caveatOfReads({ per, zeroShare }: Gaps): string | undefined {
  if (per === 'event') return undefined;
  return `${formatPercent(zeroShare)} of the events came in one read with the event before`;
}

/** Characters of output per second, of those that came after the first output. */
export const measureCharRate: Measure = ofGaps(({ attempt, moments }) => {
  const { firstOutput = 0, lastOutput = 0 } = moments;
  let chars = 0;
  for (const event of attempt.events) if (isOutput(event) && event.at > firstOutput) chars += event.chars;
  return { value: (1000 * chars) / (lastOutput - firstOutput) };
});
