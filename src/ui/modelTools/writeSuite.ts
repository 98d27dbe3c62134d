import { formatDuration, formatRate } from '../../base/format';
import { formatInterval, percentileName } from '../../base/formatEstimate';
import type { CaseSummary, GroupSummary, LevelSummary } from '../../completion/results/completionSummary';
import { shareText } from '../../completion/results/verdictText';
import { limitedFigures } from '../../protocol/completionMessages';
import { figureTexts } from '../completionText';
import type { SuiteRun } from '../suiteRuns';
import { nameRun } from './chooseRun';

/** What a run of a completion suite says, for a model: verdicts in words, percentiles with intervals, problems. */
export function writeSuite({ run, completion, summary }: SuiteRun): string {
  return [
    `# ${nameRun(run)}`,
    `This is a run of the completion suite “${completion.suite.name}” (${completion.suite.file}), not of a program: its requests are repeated on purpose. As a whole: ${summary.outcome}${summary.isComplete ? '' : ', not run to its end'}.`,
    '## Models',
    ...summary.levels.map(writeLevel),
    ...summary.sweeps.map(({ target, because }) => `- ${target.label} over all levels: ${because}`),
    '## Cases',
    ...summary.cases.map(writeCase),
  ].join('\n');
}

function writeLevel(level: LevelSummary): string {
  const { target, concurrency, goodput, isKnee, stoppedBecause } = level;
  const remarks = [
    ...(level.verdict.kind === 'none' ? [] : [`Goodput ${formatRate(goodput, 'requests/s')}.`]),
    ...(isKnee ? ['More concurrency than this costs more latency than it brings throughput.'] : []),
    ...(stoppedBecause === undefined ? [] : [`Not run to its end: ${stoppedBecause}`]),
  ];
  return `- ${target.label} at concurrency ${concurrency}: ${writeGroup(level)} ${remarks.join(' ')}`.trimEnd();
}

function writeCase(summary: CaseSummary): string {
  const { of, target, concurrency, outcome, failed, missedExpectations } = summary;
  const problems = [
    ...(failed > 0 ? [`${failed} requests failed.`] : []),
    ...(missedExpectations > 0 ? [`${missedExpectations} texts were not as expected.`] : []),
  ];
  return [
    `- ${of.name} (line ${of.line}), ${target.label} at concurrency ${concurrency}: ${outcome}.`,
    writeGroup(summary),
    ...problems,
  ].join(' ');
}

function writeGroup({ verdict, figures, budget }: GroupSummary): string {
  const texts = limitedFigures.flatMap((name) => {
    const estimates = (figures[name]?.percentiles ?? []).map(
      (estimate) =>
        `${percentileName(estimate.p)} ${formatDuration(estimate.value)} (${formatInterval(estimate)})`,
    );
    return estimates.length > 0 ? [`${figureTexts[name].label} ${estimates.join(', ')}`] : [];
  });
  const certainty = `intervals at ${shareText(budget.confidence)} confidence`;
  return `${verdict.because}${texts.length > 0 ? ` ${texts.join('; ')}; ${certainty}.` : ''}`;
}
