import { formatNumberOf, formatPercent } from '../base/format';
import type { Attempt } from '../model/attempt';
import type { CallMetrics } from './callMetrics';
import { measureGaps } from './gaps';
import type { Metric } from './metric';
import { whyNoOutput } from './missing';
import { isStream, type Moments } from './moments';
import { percentile, SAMPLES_FOR_P95 } from './percentile';
import { blurLongest, caveatOfHidden, joinCaveats } from './uncertainty';

/** Inter-chunk latency of an answer, in ms. Gaps of 0 are true of the wire, not of the model. */
export function measureChunkGaps(
  attempt: Attempt,
  moments: Moments,
): Pick<CallMetrics, 'iclMedian' | 'iclP95' | 'iclMax'> {
  const because = whyNoGaps(attempt, moments);
  if (because) return { iclMedian: { because }, iclP95: { because }, iclMax: { because } };
  const { sorted, moments: pieces, per, zeroShare } = measureGaps(moments.outputs);
  const zeros = per === 'event' && zeroShare > 0 ? `, ${formatPercent(zeroShare)} of them 0` : '';
  const basis = `${formatNumberOf(sorted.length, 'gap')} between ${per}s${zeros}`;
  const shared =
    per === 'read'
      ? `${formatPercent(zeroShare)} of the events came in one read with the event before`
      : undefined;
  const caveat = joinCaveats(shared, caveatOfHidden(attempt, moments.outputs));
  const told = { basis, caveat };
  return {
    iclMedian: { value: percentile(sorted, 0.5), ...told },
    iclP95:
      sorted.length < SAMPLES_FOR_P95
        ? { because: `there are ${sorted.length} gaps and a p95 needs ${SAMPLES_FOR_P95}` }
        : { value: percentile(sorted, 0.95), ...told },
    iclMax: blurLongest(attempt, { value: percentile(sorted, 1), basis, caveat: shared }, pieces),
  };
}

function whyNoGaps(attempt: Attempt, { outputs }: Moments): string | undefined {
  if (outputs.length === 0 || !isStream(attempt)) return whyNoOutput(attempt);
  if (outputs.length === 1) return 'there is only one output event';
  return outputs[0]?.at === outputs.at(-1)?.at ? 'all output arrived at once' : undefined;
}

/** Characters of output per second, of those that came after the first output. */
export function measureCharRate(attempt: Attempt, moments: Moments): Metric {
  const because = whyNoGaps(attempt, moments);
  if (because) return { because };
  const { outputs, firstOutput = 0, lastOutput = 0 } = moments;
  const later = outputs.filter((event) => event.at > firstOutput);
  const chars = later.reduce((sum, event) => sum + event.chars, 0);
  return { value: (1000 * chars) / (lastOutput - firstOutput) };
}
