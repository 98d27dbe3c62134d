import { formatDuration, formatPercent } from '../src/base/format';
import type { TimelineAccountKind, TimelineAnalysis, TimelineShare } from '../src/protocol/timelineAnalysis';
import { build, replaceChildren } from './dom';
import { LedgerChart } from './ledgerChart';
import { onChange } from './onChange';
import type { Palette } from './palette';
import { drawSwatch } from './swatch';

/** A share of the run that is smaller is in the bar, but not named below it, unless it is unexplained. */
const LEAST_NAMED = 0.005;

/** Where the time of the run went: one stacked bar, and below it what its parts are. */
export class LedgerStrip {
  private readonly canvas = build('canvas', { ariaHidden: 'true' });
  private readonly chart = new LedgerChart(this.canvas);
  private readonly parts = build('div', { className: 'ledger-parts', role: 'img' });
  private readonly bar = build('div', { className: 'ledger-bar' }, this.canvas, this.parts);
  private readonly legend = build('ul', { className: 'ledger-legend' });

  /** @param node hidden while nothing is known */
  constructor(private readonly node: HTMLElement) {
    node.append(build('h2', { textContent: 'Where the time went' }), this.bar, this.legend);
  }

  /** @param width pixels of the panel */
  readonly draw = onChange(
    (
      analysis: TimelineAnalysis | undefined,
      kinds: readonly TimelineAccountKind[],
      palette: Palette,
      _width: number,
    ) => {
      const { ledger = [], start = 0, end = 0 } = analysis ?? {};
      this.node.hidden = ledger.length === 0;
      if (this.node.hidden) return;
      const total = end - start;
      const named = ledger.filter(
        ({ account, time }) => time >= total * LEAST_NAMED || account === 'unexplained',
      );
      const explain = (share: TimelineShare) => explainShare(share, kinds, total);
      this.parts.ariaLabel = named.map(textOf).join(', ');
      this.parts.replaceChildren(...ledger.map((share) => buildPart(share, explain(share))));
      replaceChildren(
        this.legend,
        named.map((share) => buildEntry(share, explain(share), total, palette)),
      );
      this.chart.draw(ledger, this.bar.clientWidth, palette);
    },
  );
}

function buildPart(share: TimelineShare, definition: string): HTMLElement {
  const part = build('span', { data: { definition } });
  part.style.flexGrow = String(share.time);
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
