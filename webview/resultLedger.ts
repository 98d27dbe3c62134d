import { formatDuration, formatNumberOf, formatPercent } from '../src/base/format';
import {
  type CompletionResults,
  type LedgerPart,
  ledgerParts,
  type ResultKind,
  type ResultLedger,
} from '../src/protocol/completionMessages';
import { build } from './dom';
import { drawRangeAxis } from './rangePlot';
import { buildResultScale, placeOn, type ResultScale } from './resultScale';
import type { ResultView } from './resultState';

import { drawChip } from './targetCards';

const ledgerTexts: Readonly<Record<ResultLedger['of'], string>> = {
  all: 'all',
  middle: 'middle half',
  slowest: 'slowest tenth',
};

interface LedgerContext {
  readonly scale: ResultScale;
  readonly kinds: CompletionResults['partKinds'];
}

/** From the keystroke to the text that can be shown: means of some requests per model, on one axis. */
export function drawResultLedger(view: ResultView): HTMLElement {
  const { results, levels } = view;
  const shown = levels.flatMap(({ ledgers }) => ledgers);
  const scale = buildResultScale(shown.map(totalOf), []);
  const present = ledgerParts.filter((part) => shown.some(({ parts }) => parts[part] >= 0.05));
  const rows = results.targets.flatMap((target, index) => {
    const level = levels.find(({ targetId }) => targetId === target.id);
    return (level?.ledgers ?? []).map((ledger, position) =>
      drawLedger(
        ledger,
        position === 0 ? [drawChip(index), target.label] : [],
        `${target.label}, ${ledgerTexts[ledger.of]}`,
        { scale, kinds: results.partKinds },
      ),
    );
  });
  return build(
    'div',
    { className: 'keystroke-ledger' },
    build(
      'div',
      { className: 'ledger-row axis-row' },
      build('span', {}),
      build('span', {}),
      drawRangeAxis(scale, formatDuration),
    ),
    ...rows,
    build(
      'div',
      { className: 'ledger-keys' },
      ...present.map((part) => drawKey(part, results.partKinds[part])),
    ),
  );
}

function drawLedger(
  ledger: ResultLedger,
  name: (Node | string)[],
  spoken: string,
  { scale, kinds }: LedgerContext,
): HTMLElement {
  const total = totalOf(ledger);
  const bar = build('div', { className: 'ledger-track' });
  for (const part of ledgerParts) {
    const time = ledger.parts[part];
    const share = placeOn(scale, time);
    if (share <= 0) continue;
    const text = `${formatDuration(time)}, ${formatPercent(time / total)}`;
    const piece = build('span', {
      className: 'ledger-part',
      data: { part, definition: `${kinds[part].label}: ${text}` },
    });
    if (share > 0.07) piece.textContent = formatDuration(time);
    piece.style.width = `${(share * 100).toFixed(3)}%`;
    bar.append(piece);
  }
  bar.append(build('strong', { textContent: formatDuration(total) }));
  bar.role = 'img';
  bar.ariaLabel = `${spoken}: ${describe(ledger, kinds)}`;
  return build(
    'div',
    { className: 'ledger-row' },
    build('span', { className: 'row-target' }, ...name),
    build('span', {
      className: 'dim',
      textContent: `${ledgerTexts[ledger.of]}, n = ${ledger.n}`,
      title: `Mean of ${formatNumberOf(ledger.n, 'request')}`,
    }),
    bar,
  );
}

function describe(ledger: ResultLedger, kinds: LedgerContext['kinds']): string {
  const parts = ledgerParts.filter((part) => ledger.parts[part] > 0);
  const texts = parts.map((part) => `${kinds[part].label} ${formatDuration(ledger.parts[part])}`);
  return `${texts.join(', ')}; ${formatDuration(totalOf(ledger))} together`;
}

function drawKey(part: LedgerPart, { label, definition }: ResultKind): HTMLElement {
  return build(
    'span',
    { className: 'ledger-key', tabIndex: 0, data: { definition } },
    build('span', { className: 'ledger-part sample', ariaHidden: 'true', data: { part } }),
    label,
  );
}

function totalOf({ parts }: ResultLedger): number {
  return ledgerParts.reduce((sum, part) => sum + parts[part], 0);
}
