import type {
  CompletionResults,
  LimitedFigure,
  ResultLevel,
  ResultRow,
} from '../src/protocol/completionMessages';

/** What the sweep is drawn over. */
export type SweepAxis = 'concurrency' | 'throughput';

/** What the person has chosen; what is left open follows the results. Outlives the page. */
export interface ResultChoices {
  readonly runId?: string;
  readonly figure?: LimitedFigure;
  readonly concurrency?: number;
  readonly axis?: SweepAxis;
}

/** The results as they are looked at. */
export interface ResultView {
  readonly results: CompletionResults;
  readonly figure: LimitedFigure;
  readonly concurrency: number;
  readonly axis: SweepAxis;
  /** Of this concurrency. */
  readonly rows: readonly ResultRow[];
  readonly levels: readonly ResultLevel[];
}

/** Looks at results as the person has chosen, as far as there is what was chosen. */
export function viewResults(results: CompletionResults, choices: ResultChoices): ResultView {
  const { concurrencies } = results;
  const chosen = concurrencies.find((concurrency) => concurrency === choices.concurrency);
  const concurrency = chosen ?? concurrencies[0] ?? 1;
  const isOf = (group: { readonly concurrency: number }) => group.concurrency === concurrency;
  return {
    results,
    concurrency,
    figure: choices.figure ?? results.figure,
    axis: choices.axis ?? 'concurrency',
    rows: results.rows.filter(isOf),
    levels: results.levels.filter(isOf),
  };
}
