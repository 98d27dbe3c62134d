import type {
  CaseSummary,
  CompletionSummary,
  MeasuredSample,
} from '../../completion/results/completionSummary';
import type { CompletionRun } from '../../model/completion';
import { BASELINE_FORMAT, BASELINE_VERSION, type Baseline, type BaselineGroup } from './baseline';

/** A suite that was run. */
export interface MeasuredSuite {
  readonly run: CompletionRun;
  readonly summary: CompletionSummary;
}

/** What is kept of suites to compare later runs with. */
export function buildBaseline(suites: readonly MeasuredSuite[], measuredAt: Date): Baseline {
  return {
    format: BASELINE_FORMAT,
    version: BASELINE_VERSION,
    measuredAt: measuredAt.toISOString(),
    groups: suites.flatMap(({ run, summary }) => summary.cases.map((one) => buildGroup(run, one))),
  };
}

export function buildGroup(
  { suite }: CompletionRun,
  { of, target, concurrency, samples }: CaseSummary,
): BaselineGroup {
  return {
    suite: suite.name,
    case: of.id,
    target: target.id,
    concurrency,
    ttft: timesOf(samples, 'ttft'),
    total: timesOf(samples, 'total'),
  };
}

/** Microseconds are noise of what is measured. */
function timesOf(samples: readonly MeasuredSample[], figure: 'ttft' | 'total'): number[] {
  const times = samples
    .filter(({ sample }) => sample.end !== 'failed')
    .flatMap((sample) => sample[figure] ?? []);
  return times.map((time) => Number(time.toFixed(1))).sort((a, b) => a - b);
}
