import { buildCallSiteSummaries } from '../../analysis/callSiteSummary';
import { type ExplainedThread, explainRun, type RunExplanation } from '../../analysis/explainRun';
import type { Finding } from '../../analysis/findings/finding';
import { findingTexts } from '../../analysis/findings/findingTexts';
import { certaintyOf, describeSaving, formatSaving, goalTexts } from '../../analysis/findings/savingText';
import { accountTexts, nameAccount } from '../../analysis/ledger/accountText';
import type { Ledger, LedgerEntry } from '../../analysis/ledger/ledger';
import { formatSpending } from '../../analysis/ledger/spendingText';
import type { Goal } from '../../analysis/whatIf/change';
import { describePrediction } from '../../analysis/whatIf/predictionText';
import { formatDuration, formatNumberOf, formatPercent } from '../../base/format';
import type { Milliseconds } from '../../base/units';
import type { Run } from '../../model/run';
import { labelSite } from '../terminal/callText';
import { namePlaces } from '../terminal/findingList';
import { code, details, literal, table } from './markdownText';

const MOST_SPENT = 5;

/**
 * A run as a comment for a pull request, in GitHub Flavored Markdown (https://github.github.com/gfm).
 * @param now end of calls in flight, ms on the run's clock
 * @returns lines without line feed
 */
export function writeMarkdown(run: Run, now: Milliseconds, goal: Goal): string[] {
  const title = `### Latency of ${code(run.origin.title)}`;
  if (run.calls.length === 0) return [title, '', 'No LLM calls were seen.'];
  const explanation = explainRun(run, { now, goal });
  const { analysis, findings, ledger } = explanation;
  const facts = [
    `**${formatDuration(analysis.end - analysis.start)}** from the first request to the end`,
    formatNumberOf(run.calls.length, 'LLM call'),
    `mostly ${literal(formatSpending(ledger.entries, 3))}`,
  ];
  return [
    title,
    '',
    `${facts.join(' · ')}.`,
    '',
    ...writeFindings(explanation),
    ...details('Where the time went', writeLedger(ledger)),
    ...writeLoops(explanation.threads),
    ...details('Calls by line', writeSites(run, now, explanation)),
    ...(findings.length > 0
      ? details(
          'What to do',
          findings.flatMap((finding) => writeAdvice(finding, explanation)),
        )
      : []),
  ];
}

function writeFindings({ findings, best, goal, confidences }: RunExplanation): string[] {
  if (findings.length === 0) return ['Nothing was found that would be worth a change.', ''];
  const rows = findings.map((finding) => [
    formatSaving(finding) ?? '',
    literal(titleOf(finding)),
    finding.places[0] ? code(namePlaces([finding.places[0]], confidences)) : '',
  ]);
  return [
    ...table(['saves', 'what adds latency', 'line'], rows, ['right', 'left', 'left']),
    '',
    `Savings of the ${goalTexts[goal].label}.${best ? ` Without the first one: **${describePrediction(best.prediction)}**.` : ''}`,
    '',
  ];
}

function titleOf({ title, certainty }: Finding): string {
  const doubt = certaintyOf(certainty);
  return doubt ? `${doubt}: ${title}` : title;
}

function writeAdvice(finding: Finding, { confidences }: RunExplanation): string[] {
  const { detector, explanation, advice, places, evidence } = finding;
  return [
    `**${literal(titleOf(finding))}** (${findingTexts[detector].label}, ${describeSaving(finding)})`,
    '',
    ...[explanation, advice].map(literal),
    '',
    ...(places.length > 0 ? [`- lines: ${code(namePlaces(places, confidences, places.length))}`] : []),
    ...evidence.map(({ label, value }) => `- ${literal(label)}: ${literal(value)}`),
    '',
  ];
}

function writeLedger({ entries, start, end }: Ledger): string[] {
  const rows = entries.map((entry) => [
    literal(labelEntry(entry)),
    formatDuration(entry.time),
    formatPercent(entry.time / (end - start)),
    literal(
      (entry.parts ?? []).map((part) => `${nameAccount(part)} ${formatDuration(part.time)}`).join(', '),
    ),
  ]);
  return table(['account', 'time', 'share', 'of that'], rows, ['left', 'right', 'right', 'left']);
}

function labelEntry({ account, name }: LedgerEntry): string {
  return name === undefined ? accountTexts[account].label : `${accountTexts[account].label} ${name}`;
}

function writeLoops(threads: readonly ExplainedThread[]): string[] {
  return threads
    .filter(({ iterations }) => iterations.length > 1)
    .flatMap(({ name, thread, iterations }) => {
      const rows = iterations.map(({ iteration, ledger }) => [
        `${iteration.ordinal}`,
        formatDuration(iteration.end - iteration.start),
        literal(formatSpending(ledger.entries, MOST_SPENT)),
      ]);
      const length = formatDuration(thread.end - thread.start);
      return details(
        `${name}: ${formatNumberOf(iterations.length, 'turn')} in ${length}`,
        table(['turn', 'time', 'spent on'], rows, ['right', 'right', 'left']),
      );
    });
}

function writeSites(run: Run, now: Milliseconds, { callSites, analysis }: RunExplanation): string[] {
  const onPath = new Map(callSites.map(({ site, onPath: { time } }) => [site?.id, time]));
  const wall = analysis.end - analysis.start;
  const rows = buildCallSiteSummaries(run, { now }).map((summary) => {
    const ttft = summary.lead?.distributions.ttft;
    return [
      code(labelSite(summary)),
      `${summary.calls.length}`,
      ttft ? formatDuration(ttft.p50) : '',
      formatDuration(summary.total),
      formatPercent((onPath.get(summary.site?.id) ?? 0) / wall),
    ];
  });
  return table(['line', 'calls', 'TTFT p50', 'total', 'of the critical path'], rows, [
    'left',
    'right',
    'right',
    'right',
    'right',
  ]);
}
