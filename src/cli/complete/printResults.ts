import type { CaseSummary } from '../../completion/results/completionSummary';
import {
  COMPLETION_REPORT_FORMAT,
  COMPLETION_REPORT_VERSION,
  type CompletionReport,
} from '../../protocol/completionReport';
import { buildBaselineCheck, reportComparison } from '../baseline/baselineChecks';
import { serialiseReport } from '../buildReport';
import { countOutcomes, worstOutcome } from '../checks/check';
import { drawCheckTable, drawTrouble } from '../checks/drawChecks';
import type { ReportFormat } from '../parseOptions';
import { type Screen, screenOf } from '../terminal/screen';
import type { CompletionResults } from './completeCommand';
import { drawCompletion } from './drawCompletion';
import type { SuiteResult } from './measureSuite';
import { reportCompletion } from './reportCompletion';
import { drawMiss } from './textDiff';
import { writeCompletionMarkdown } from './writeCompletionMarkdown';

/** Prints what suites came to, to stdout. */
export function printResults(results: CompletionResults, format: ReportFormat): void {
  process.stdout.write(formatResults(results, format));
}

function formatResults(results: CompletionResults, format: ReportFormat): string {
  const { suites, checks } = results;
  switch (format) {
    case 'json':
      return serialiseReport(buildReport(results));
    case 'markdown': {
      const summaries = suites.map(({ summary }) => summary);
      return `${writeCompletionMarkdown(checks, summaries).join('\n')}\n`;
    }
    case 'text':
      return `${drawResults(results, screenOf(process.stdout)).join('\n')}\n`;
  }
}

function buildReport({ suites, comparisons, checks }: CompletionResults): CompletionReport {
  return {
    format: COMPLETION_REPORT_FORMAT,
    version: COMPLETION_REPORT_VERSION,
    outcome: worstOutcome(checks),
    suites: suites.map(({ run, summary }) => reportCompletion(run, summary)),
    comparisons: comparisons?.flatMap(reportComparison),
  };
}

function drawResults({ suites, comparisons }: CompletionResults, screen: Screen): string[] {
  const drawn = suites.map((suite) =>
    drawCompletion({
      run: suite.run,
      summary: suite.summary,
      screen,
      moreOn: (summary) => drawFirstMiss(suite, summary, screen),
    }),
  );
  return [
    ...drawn.flatMap((lines, index) => (index > 0 ? ['', ...lines] : lines)),
    ...drawComparisons(comparisons, screen),
  ];
}

function drawComparisons(comparisons: CompletionResults['comparisons'], screen: Screen): string[] {
  if (!comparisons || comparisons.length === 0) return [];
  const checks = comparisons.map(buildBaselineCheck);
  return [
    '',
    `${screen.paint('bold', 'against the baseline')}  ${countOutcomes(checks)}`,
    ...drawCheckTable(checks, screen),
    ...checks.flatMap((check) => drawTrouble(check, screen)),
  ];
}

/** The first answer of a case that is not what it expects, beside what it expects. */
function drawFirstMiss({ misses }: SuiteResult, summary: CaseSummary, screen: Screen): string[] {
  const missed = summary.samples.flatMap(({ sample: { id } }) => misses.get(id) ?? []);
  return missed[0] ? drawMiss(missed[0], screen) : [];
}
