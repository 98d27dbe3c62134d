import { formatCount, formatDuration, formatPercent } from '../../base/format';
import type { CaseSummary, Figure } from '../../completion/results/completionSummary';

/** What a person can do about a budget that is missed, by where most of the time goes. */
export function adviseOnBudget(summary: CaseSummary): string {
  const [ttft, total] = [meanOf(summary, 'ttft'), meanOf(summary, 'total')];
  if (ttft === undefined || total === undefined) {
    return 'The timeline of the run shows where the time goes.';
  }
  const waiting = ttft / total;
  if (waiting > 0.5) {
    return (
      `${formatPercent(waiting)} of the time pass before the first token: send less text around the cursor ` +
      '(maxPrefix, maxSuffix), keep the beginning of the prompt the same so that it can be cached, or choose a ' +
      'smaller model or a nearer endpoint.'
    );
  }
  const tokens = meanTokens(summary);
  const each = tokens ? ` (${formatCount(tokens)} tokens in ${formatDuration(total - ttft)})` : '';
  return (
    `${formatPercent(1 - waiting)} of the time the model writes${each}: stop where the completion is complete ` +
    '(stopAt), lower max_tokens, or choose a faster model.'
  );
}

function meanOf({ figures }: CaseSummary, figure: Figure): number | undefined {
  return figures[figure]?.mean;
}

function meanTokens({ samples }: CaseSummary): number | undefined {
  const counts = samples.flatMap(({ outputTokens }) => (outputTokens === undefined ? [] : [outputTokens]));
  return counts.length === 0 ? undefined : counts.reduce((sum, count) => sum + count, 0) / counts.length;
}
