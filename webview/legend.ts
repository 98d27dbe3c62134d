import type { TimelineRow } from '../src/protocol/timelineMessages';
import { build } from './dom';
import { findLegendEntries, type LegendEntry, type LegendTerms } from './legendEntries';
import type { Palette } from './palette';
import { drawLineSwatch, drawSwatch } from './swatch';

/** Explains what is drawn of this run, and nothing else. */
export function drawLegend(
  node: HTMLElement,
  terms: LegendTerms,
  rows: readonly TimelineRow[],
  hasPauses: boolean,
  palette: Palette,
): void {
  const entries = findLegendEntries(terms, rows, hasPauses);
  node.replaceChildren(...entries.map((entry) => buildEntry(entry, palette)));
}

function buildEntry({ label, definition, sample }: LegendEntry, palette: Palette): HTMLElement {
  const entry = { className: 'legend-entry', tabIndex: 0, role: 'listitem', data: { definition } };
  return build('span', entry, drawSample(sample, palette), label);
}

function drawSample(sample: LegendEntry['sample'], palette: Palette): HTMLElement {
  if (sample === 'pause') return drawSwatch(palette.pause, palette);
  if (sample === 'unread' || sample === 'unheard') return drawLineSwatch(sample, palette);
  return drawSwatch(palette.bars[sample], palette);
}
