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

const UNREAD = 'Under a bar: something of the answer had come, and the program had not taken it yet.';
const UNHEARD =
  'Under a bar: the program was not reading at all, because its event loop was busy or too much waited. What came meanwhile is met late.';

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
  node.replaceChildren(...phases, ...others, ...buildStretches(rows, palette), ...paused);
}

/** The lines under the bars of calls that the program held up. */
function buildStretches(rows: readonly TimelineRow[], palette: Palette): HTMLElement[] {
  const kinds = new Set(rows.flatMap((row) => (isWork(row) ? [] : row.stretches.map(({ kind }) => kind))));
  return [
    ...(kinds.has('unread') ? [buildEntry('unread', UNREAD, drawSwatch(palette.text, palette))] : []),
    ...(kinds.has('unheard')
      ? [buildEntry('not reading', UNHEARD, drawSwatch(palette.tones.warning, palette))]
      : []),
  ];
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
