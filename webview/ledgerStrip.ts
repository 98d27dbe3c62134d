import { formatDuration, formatPercent } from '../src/base/format';
import type { TimelineAccountKind, TimelineAnalysis, TimelineShare } from '../src/protocol/timelineAnalysis';
import { build, replaceChildren } from './dom';
import type { Palette } from './palette';
import { drawSwatch } from './swatch';

/** A share of the run that is smaller is in the bar, but not named below it, unless it is unexplained. */
const LEAST_NAMED = 0.005;

/** Where the time of the run went: one stacked bar, and below it what its parts are. */
export function drawLedgerStrip(
  node: HTMLElement,
  analysis: TimelineAnalysis | undefined,
  kinds: readonly TimelineAccountKind[],
  palette: Palette,
): void {
  const ledger = analysis?.ledger ?? [];
  node.hidden = ledger.length === 0;
  if (!analysis || node.hidden) return;
  const total = analysis.end - analysis.start;
  const named = ledger.filter(
    ({ account, time }) => time >= total * LEAST_NAMED || account === 'unexplained',
  );
  const explain = (share: TimelineShare) => explainShare(share, kinds, total);
  replaceChildren(node, [
    build('h2', { textContent: 'Where the time went' }),
    build(
      'div',
      { className: 'ledger-bar', role: 'img', ariaLabel: named.map((share) => textOf(share)).join(', ') },
      ...ledger.map((share) => buildPart(share, explain(share))),
    ),
    build(
      'ul',
      { className: 'ledger-legend' },
      ...named.map((share) => buildEntry(share, explain(share), total, palette)),
    ),
  ]);
}

function buildPart(share: TimelineShare, definition: string): HTMLElement {
  const part = build('span', { data: { definition, account: share.account } });
  part.style.flexGrow = String(share.time);
  part.style.background = `var(--ll-account-${share.account})`;
  return part;
}

function buildEntry(share: TimelineShare, definition: string, total: number, palette: Palette): HTMLElement {
  const { account, label, time } = share;
  return build(
    'li',
    { className: 'legend-entry', tabIndex: 0, data: { definition, key: `${account} ${label}` } },
    drawSwatch(palette.accounts[account], palette),
    build('span', { textContent: label }),
    build('strong', { textContent: formatDuration(time) }),
    build('span', { className: 'share-of', textContent: formatPercent(time / total) }),
  );
}

/** What a share is, how much of the run it is, and what is known of its parts. */
export function explainShare(
  share: TimelineShare,
  kinds: readonly TimelineAccountKind[],
  total: number,
): string {
  const kind = kinds.find(({ name }) => name === share.account);
  const isNamed = kind && kind.label !== share.label;
  return [
    `${isNamed ? `${kind.label} ${textOf(share)}` : textOf(share)}, ${formatPercent(share.time / total)}`,
    kind?.meaning,
    share.parts && share.parts.length > 0 ? `Of it: ${share.parts.join(', ')}.` : undefined,
  ]
    .filter((line) => line !== undefined)
    .join('\n');
}

function textOf({ label, time }: TimelineShare): string {
  return `${label} ${formatDuration(time)}`;
}
