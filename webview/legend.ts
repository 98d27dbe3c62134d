import type { TimelineCall, TimelinePhaseKind } from '../src/protocol/timelineMessages';
import { build } from './dom';
import type { Palette } from './palette';
import { drawSwatch } from './swatch';

const PAUSED = 'The debugger held the program. Calls that were open meanwhile are left out of statistics.';

/** Explains the phases that occur in this run, and no others. */
export function drawLegend(
  node: HTMLElement,
  kinds: readonly TimelinePhaseKind[],
  calls: readonly TimelineCall[],
  hasPauses: boolean,
  palette: Palette,
): void {
  const present = new Set(calls.flatMap((call) => call.phases.map((phase) => phase.name)));
  const entries = kinds
    .filter(({ name }) => present.has(name))
    .map(({ name, label, meaning }) => buildEntry(label, meaning, drawSwatch(palette.phases[name], palette)));
  const paused = hasPauses ? [buildEntry('paused', PAUSED, drawSwatch(palette.pause, palette))] : [];
  node.replaceChildren(...entries, ...paused);
}

function buildEntry(label: string, definition: string, swatch: HTMLElement): HTMLElement {
  const entry = { className: 'legend-entry', tabIndex: 0, role: 'listitem', data: { definition } };
  return build('span', entry, swatch, label);
}
