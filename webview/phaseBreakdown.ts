import { formatDuration } from '../src/base/format';
import type { TimelineCall, TimelinePart, TimelinePhaseName } from '../src/protocol/timelineMessages';
import type { DetailsTerms } from './callDetails';
import { build } from './dom';
import type { Palette } from './palette';
import { drawSwatch } from './swatch';

/** Where the time of a call goes, phase by phase; below a phase what the server says that it was made of. */
export function buildPhaseBreakdown(
  call: TimelineCall,
  { figureKinds, phaseKinds }: DetailsTerms,
  palette: Palette,
): HTMLElement {
  const kinds = new Map(figureKinds.map((kind) => [kind.name, kind]));
  const total = call.end - call.start;
  const rows = phaseKinds.flatMap(({ name, label, meaning }) => {
    const length = lengthOf(call, name);
    if (length === 0) return [];
    return [
      build(
        'dt',
        { tabIndex: 0, data: { definition: meaning, key: name } },
        drawSwatch(palette.bars[name], palette),
        label,
      ),
      buildLength(name, length, total),
      ...call.parts
        .filter(({ phase }) => phase === name)
        .flatMap((part) => buildPart(part, kinds.get(part.figure), total)),
    ];
  });
  return build('dl', { className: 'phase-breakdown' }, ...rows);
}

function buildPart(
  { phase, figure, length }: TimelinePart,
  kind: { readonly label: string; readonly definition: string } | undefined,
  total: number,
): HTMLElement[] {
  const { label = '', definition = '' } = kind ?? {};
  const term = { className: 'part', tabIndex: 0, data: { definition, key: `${phase} ${figure}` } };
  return [build('dt', term, label), buildLength(phase, length, total)];
}

function buildLength(phase: TimelinePhaseName, length: number, total: number): HTMLElement {
  const bar = build('span', { className: 'share' });
  bar.style.setProperty('--share', String(length / total));
  bar.style.setProperty('--bar', `var(--ll-phase-${phase})`);
  return build('dd', {}, bar, build('span', { textContent: formatDuration(length) }));
}

/** Time in all phases of a kind: thinking and streaming may alternate, attempts repeat. */
function lengthOf(call: TimelineCall, phase: TimelinePhaseName): number {
  return call.phases.reduce((sum, { name, start, end }) => (name === phase ? sum + end - start : sum), 0);
}
