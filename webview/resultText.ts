import { formatDuration, formatNumberOf, formatPercent } from '../src/base/format';
import type {
  LedgerPart,
  LimitedFigure,
  ResultEstimate,
  ResultGroup,
} from '../src/protocol/completionMessages';

export const figureTexts: Readonly<Record<LimitedFigure, { label: string; definition: string }>> = {
  ttft: {
    label: 'TTFT',
    definition: 'Time to first token: from the request to the first output of the model.',
  },
  total: { label: 'Total', definition: 'From the request to the last token that the completion needs.' },
  keystroke: {
    label: 'Keystroke',
    definition:
      'From the last keystroke to the last token that the completion needs: with debounce and gathering of context.',
  },
};

export const partTexts: Readonly<Record<LedgerPart, { label: string; definition: string }>> = {
  debounce: { label: 'debounce', definition: 'Waiting whether another keystroke follows.' },
  context: { label: 'context', definition: 'Reading the file and putting the prompt together.' },
  dispatch: { label: 'request', definition: 'From the finished prompt until the client sends the request.' },
  ttft: { label: 'first token', definition: figureTexts.ttft.definition },
  streaming: { label: 'rest of text', definition: 'From the first token to the last one that is needed.' },
};

/** `p95` */
export function percentileName(percentile: number): string {
  return `p${Number((percentile * 100).toFixed(2))}`;
}

/** `341–420 ms`, `≥ 341 ms` where too few samples bound it above. */
export function formatInterval({ low, high }: ResultEstimate): string {
  if (low === undefined && high === undefined) return 'not bounded yet';
  if (high === undefined) return `≥ ${formatDuration(low ?? 0)}`;
  if (low === undefined) return `≤ ${formatDuration(high)}`;
  const [from, to] = [formatDuration(low), formatDuration(high)];
  if (from === to) return to;
  const [number, unit] = splitUnit(from);
  return unit === splitUnit(to)[1] ? `${number}–${to}` : `${from} – ${to}`;
}

function splitUnit(text: string): [string, string] {
  const space = text.lastIndexOf(' ');
  return [text.slice(0, space), text.slice(space + 1)];
}

/** `38 of 40` */
export function formatGood({ good, n }: Pick<ResultGroup, 'good' | 'n'>): string {
  return `${good} of ${n}`;
}

/** `3 requests, 41 tokens` that superseded keystrokes cost; empty when none were superseded. */
export function formatWaste({ wasted }: Pick<ResultGroup, 'wasted'>): string {
  if (wasted.requests === 0) return '';
  const tokens = wasted.tokens > 0 ? `, ${formatNumberOf(wasted.tokens, 'token')}` : '';
  return `${formatNumberOf(wasted.requests, 'request')}${tokens}`;
}

/** `95 %`; without rounding certainty away. */
export function formatConfidence(share: number): string {
  return share > 0.99 && share < 1 ? `${Number((share * 100).toFixed(2))} %` : formatPercent(share);
}

/** Why there is no figure at the budget's percentile: one of the requests must be expected to lie beyond it. */
export function explainNoTail(percentile: number, n: number): string {
  const fewest = Math.ceil(1 / Math.min(percentile, 1 - percentile) - 1e-9);
  return `${percentileName(percentile)} from ${fewest} requests on, of ${n} so far`;
}
