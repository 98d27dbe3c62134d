import { sortNumbers } from '../../base/sortNumbers';
import { weighDependence } from '../../metrics/confidence/dependence';
import { estimatePercentile } from '../../metrics/confidence/estimatePercentile';
import type { CompletionBudget } from '../../model/completion';
import type { Figure, FigureSummary, MeasuredSample } from './completionSummary';

export type FigureSummaries = Readonly<Partial<Record<Figure, FigureSummary>>>;

const figures: readonly Figure[] = ['ttft', 'tpot', 'total', 'keystroke', 'tokensPerSecond'];

/**
 * What the figures of several requests say, of those that have them: a request that failed has none.
 * @param samples in the order in which they were made: the intervals of those that follow each other are wider
 */
export function summariseFigures(
  samples: readonly MeasuredSample[],
  budget: CompletionBudget,
): FigureSummaries {
  const summaries: Partial<Record<Figure, FigureSummary>> = {};
  const values = gatherValues(samples);
  for (const figure of figures) {
    const summary = summariseValues(values[figure], budget);
    if (summary) summaries[figure] = summary;
  }
  const { tokensPerSecond } = summaries;
  return tokensPerSecond
    ? { ...summaries, tokensPerSecond: { ...tokensPerSecond, mean: meanRate(samples) } }
    : summaries;
}

/** Written out, as one pass over thousands of requests is what takes the time here. */
function gatherValues(samples: readonly MeasuredSample[]): Record<Figure, number[]> {
  const values: Record<Figure, number[]> = {
    ttft: [],
    tpot: [],
    total: [],
    keystroke: [],
    tokensPerSecond: [],
  };
  for (const { ttft, tpot, total, keystroke, tokensPerSecond } of samples) {
    if (ttft !== undefined) values.ttft.push(ttft);
    if (tpot !== undefined) values.tpot.push(tpot);
    if (total !== undefined) values.total.push(total);
    if (keystroke !== undefined) values.keystroke.push(keystroke);
    if (tokensPerSecond !== undefined) values.tokensPerSecond.push(tokensPerSecond);
  }
  return values;
}

function summariseValues(
  values: readonly number[],
  { percentile: share, confidence }: CompletionBudget,
): FigureSummary | undefined {
  const sorted = sortNumbers(values);
  const weight = weighDependence(values, sorted);
  const [min, max] = [sorted[0], sorted.at(-1)];
  if (min === undefined || max === undefined) return undefined;
  return {
    n: sorted.length,
    min,
    max,
    mean: sorted.reduce((sum, value) => sum + value, 0) / sorted.length,
    percentiles: [...new Set([0.5, share])].flatMap(
      (p) => estimatePercentile(sorted, p, confidence, weight) ?? [],
    ),
  };
}

/** Tokens per second of several answers: the mean of their rates would count each answer alike, however long it is. */
function meanRate(samples: readonly MeasuredSample[]): number {
  let [tokens, time] = [0, 0];
  for (const { decode } of samples) {
    tokens += decode?.tokens ?? 0;
    time += decode?.length ?? 0;
  }
  return (1000 * tokens) / time;
}
