import { findPercentileInterval } from '../../metrics/confidence/percentileInterval';
import { findDecodeSpan } from '../../metrics/decodeSpan';
import { percentile } from '../../metrics/percentile';
import { lastAttempt } from '../../model/call';
import type { CompletionBudget } from '../../model/completion';
import type { EstimatedPercentile, Figure, FigureSummary, MeasuredSample } from './completionSummary';

export type FigureSummaries = Readonly<Partial<Record<Figure, FigureSummary>>>;

const figures: readonly Figure[] = ['ttft', 'tpot', 'total', 'keystroke', 'tokensPerSecond'];

/** What the figures of several requests say, of those that have them: a request that failed has none. */
export function summariseFigures(
  samples: readonly MeasuredSample[],
  budget: CompletionBudget,
): FigureSummaries {
  const summaries: Partial<Record<Figure, FigureSummary>> = {};
  for (const figure of figures) {
    const values = samples.flatMap((sample) => sample[figure] ?? []);
    const summary = summariseValues(values, budget);
    if (summary) summaries[figure] = summary;
  }
  const { tokensPerSecond } = summaries;
  return tokensPerSecond
    ? { ...summaries, tokensPerSecond: { ...tokensPerSecond, mean: meanRate(samples) } }
    : summaries;
}

function summariseValues(
  values: readonly number[],
  { percentile: share, confidence }: CompletionBudget,
): FigureSummary | undefined {
  const sorted = values.toSorted((a, b) => a - b);
  const [min, max] = [sorted[0], sorted.at(-1)];
  if (min === undefined || max === undefined) return undefined;
  const asked = [...new Set([0.5, share])].filter((p) => p === 0.5 || isPercentileKnown(sorted.length, p));
  return {
    n: sorted.length,
    min,
    max,
    mean: sorted.reduce((sum, value) => sum + value, 0) / sorted.length,
    percentiles: asked.map((p) => estimatePercentile(sorted, p, confidence)),
  };
}

/** With fewer values none is expected to lie beyond the percentile, and it would be a guess: 20 for p95, 100 for p99. */
function isPercentileKnown(n: number, p: number): boolean {
  return n * Math.min(p, 1 - p) >= 1 - 1e-9;
}

function estimatePercentile(sorted: readonly number[], p: number, confidence: number): EstimatedPercentile {
  return { p, value: percentile(sorted, p), ...findPercentileInterval(sorted, p, confidence) };
}

/** Tokens per second of several answers: the mean of their rates would count each answer alike, however long it is. */
function meanRate(samples: readonly MeasuredSample[]): number {
  let [tokens, time] = [0, 0];
  for (const { call, tokensPerSecond } of samples) {
    const span = call && tokensPerSecond !== undefined ? findDecodeSpan(lastAttempt(call)) : undefined;
    if (!span || 'because' in span) continue;
    tokens += span.tokens;
    time += span.length;
  }
  return (1000 * tokens) / time;
}
