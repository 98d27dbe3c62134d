import { groupBy } from '../src/base/groupBy';
import {
  isWork,
  type TimelinePhaseKind,
  type TimelineRow,
  type TimelineWorkKind,
} from '../src/protocol/timelineMessages';
import { type BarName, workBars } from './barStyles';
import { build } from './dom';
import type { Palette } from './palette';
import { drawSwatch } from './swatch';

const PAUSED = 'The debugger held the program. Calls that were open meanwhile are left out of statistics.';

/** What bars mean. */
interface LegendTerms {
  readonly phases: readonly TimelinePhaseKind[];
  readonly work: readonly TimelineWorkKind[];
}

/** Explains what occurs in this run, and nothing else. */
export function drawLegend(
  node: HTMLElement,
  terms: LegendTerms,
  rows: readonly TimelineRow[],
  hasPauses: boolean,
  palette: Palette,
): void {
  const present = new Set(
    rows.flatMap((row) => (isWork(row) ? [row.work] : row.phases.map(({ name }) => name))),
  );
  const swatch = (name: BarName) => drawSwatch(palette.bars[name], palette);
  const phases = terms.phases
    .filter(({ name }) => present.has(name))
    .map(({ name, label, meaning }) => buildEntry(label, meaning, swatch(name)));
  const work = groupBy(
    terms.work.filter(({ name }) => present.has(name)),
    ({ name }) => workBars[name],
  );
  const others = [...work].map(([bar, kinds]) => buildEntry(labelOf(kinds), meaningOf(kinds), swatch(bar)));
  const paused = hasPauses ? [buildEntry('paused', PAUSED, drawSwatch(palette.pause, palette))] : [];
  node.replaceChildren(...phases, ...others, ...paused);
}

function labelOf(kinds: readonly TimelineWorkKind[]): string {
  return kinds.map(({ label }) => label).join(', ');
}

function meaningOf(kinds: readonly TimelineWorkKind[]): string {
  return kinds.map(({ label, meaning }) => (kinds.length > 1 ? `${label}: ${meaning}` : meaning)).join('\n');
}

function buildEntry(label: string, definition: string, swatch: HTMLElement): HTMLElement {
  const entry = { className: 'legend-entry', tabIndex: 0, role: 'listitem', data: { definition } };
  return build('span', entry, swatch, label);
}
