import { formatDuration } from '../src/base/format';
import type { TimelineCall, TimelinePhase } from '../src/protocol/timelineMessages';
import type { DetailsTerms } from './callDetails';
import { siteOf } from './describe';
import { build } from './dom';

/** What the tooltip says about a call: who, the phase under the pointer, the headline figures. */
export function buildCallTooltip(
  call: TimelineCall,
  { figureKinds, phaseKinds }: DetailsTerms,
  phase: TimelinePhase | undefined,
): HTMLElement[] {
  const { name, place } = siteOf(call);
  const headline = new Set(figureKinds.filter((kind) => kind.headline).map((kind) => kind.name));
  const labels = new Map(figureKinds.map((kind) => [kind.name, kind.label]));
  const figures = call.figures.filter((figure) => headline.has(figure.name) && figure.value !== undefined);
  const head = build(
    'div',
    { className: 'tooltip-head' },
    build('strong', { textContent: name }),
    build('span', { textContent: [call.certainty, place].filter(Boolean).join(' ') }),
  );
  const facts = build('div', {
    className: 'tooltip-facts',
    textContent: `${call.model} · ${call.failure ?? call.outcome}${call.paused ? ' · paused by the debugger' : ''}`,
    data: { tone: call.tone },
  });
  const rows = figures.flatMap((figure) => [
    build('dt', { textContent: labels.get(figure.name) ?? figure.name }),
    build('dd', { textContent: figure.value ?? '' }),
  ]);
  return [
    head,
    facts,
    ...(phase ? [describePhase(phase, phaseKinds.find((kind) => kind.name === phase.name)?.label)] : []),
    build('dl', {}, ...rows),
  ];
}

function describePhase({ name, start, end }: TimelinePhase, label = ''): HTMLElement {
  return build(
    'div',
    { className: 'tooltip-phase', data: { phase: name } },
    build('span', { textContent: label }),
    build('strong', { textContent: formatDuration(end - start) }),
  );
}
