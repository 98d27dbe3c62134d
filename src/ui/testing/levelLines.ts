import { formatDuration, formatNumberOf, formatRateNumber } from '../../base/format';
import { percentileName } from '../../base/formatEstimate';
import type {
  CompletionSummary,
  FigureSummary,
  GroupSummary,
  LevelSummary,
} from '../../completion/results/completionSummary';
import { limitNames } from '../../completion/results/verdictText';
import { describeInterval } from './caseResult';

/** What a run of a suite has measured, target by target and level by level. */
export function formatLevelLines({ levels, sweeps }: CompletionSummary): string[] {
  return [
    ...levels.flatMap(formatLevel),
    ...sweeps.map(({ target, because }) => `${target.label}: ${because}`),
  ];
}

function formatLevel(level: LevelSummary): string[] {
  return [
    formatHead(level),
    ...formatFigures(level),
    ...(level.wasted.requests > 0 ? [formatWaste(level)] : []),
    ...(level.stoppedBecause ? [`  Stopped: ${level.stoppedBecause}`] : []),
    ...(level.verdict.kind === 'none' ? [] : [`  Budget: ${level.verdict.because}`]),
  ];
}

function formatHead({
  target,
  concurrency,
  samples,
  failed,
  duration,
  isKnee,
  ...level
}: LevelSummary): string {
  const made = formatNumberOf(samples.length, 'request');
  const failures = failed > 0 ? `, ${failed} failed` : '';
  const rates = `${formatRateNumber(level.requestsPerSecond)} requests/s, ${formatRateNumber(level.tokensPerSecond)} tok/s`;
  const good = level.verdict.kind === 'none' ? '' : `, ${formatRateNumber(level.goodput)}/s within budget`;
  const knee = isKnee ? ', the knee' : '';
  return `${target.label} at concurrency ${concurrency}: ${made}${failures} in ${formatDuration(duration)}, ${rates}${good}${knee}`;
}

/** From the keystroke on only where keys are typed: else it is the total. */
function formatFigures({ figures, budget, wasted }: GroupSummary): string[] {
  const isTyped = budget.keystroke !== undefined || wasted.requests > 0;
  const names = isTyped ? (['ttft', 'total', 'keystroke'] as const) : (['ttft', 'total'] as const);
  return names.flatMap((name) => {
    const figure = figures[name];
    return figure ? [`  ${limitNames[name]}: ${formatPercentiles(figure)}`] : [];
  });
}

/** `p50 182 ms (170 ms to 195 ms), p95 240 ms (at least 220 ms)` */
function formatPercentiles({ percentiles }: FigureSummary): string {
  return percentiles
    .map((one) => `${percentileName(one.p)} ${formatDuration(one.value)} (${describeInterval(one)})`)
    .join(', ');
}

function formatWaste({ wasted }: GroupSummary): string {
  const { requests, tokens, time } = wasted;
  return `  Superseded: ${formatNumberOf(requests, 'request')}, ${formatNumberOf(tokens, 'token')}, ${formatDuration(time)} for nothing`;
}
