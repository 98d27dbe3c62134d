import type { TimelineCall, TimelineFigure, TimelineFigureKind } from '../src/protocol/timelineMessages';
import { build, section } from './dom';

/** The figures of a call, in sections by group. */
export function buildFigureSections(call: TimelineCall, kinds: readonly TimelineFigureKind[]): HTMLElement[] {
  const figures = new Map(call.figures.map((figure) => [figure.name, figure]));
  const groups = new Set(kinds.map((kind) => kind.group));
  return [...groups].flatMap((group) => {
    const known = kinds.filter((kind) => kind.group === group && figures.has(kind.name));
    const pairs = known.map((kind) => [kind, figures.get(kind.name) as TimelineFigure] as const);
    if (pairs.length === 0) return [];
    return section(
      group,
      build('dl', { className: 'figures' }, ...buildValues(pairs), ...buildMissing(pairs)),
    );
  });
}

type Figures = readonly (readonly [TimelineFigureKind, TimelineFigure])[];

function buildTerm({ name, label, definition }: TimelineFigureKind, basis?: string): HTMLElement {
  const meaning = basis ? `${definition}\nFrom ${basis}.` : definition;
  return build('span', { tabIndex: 0, textContent: label, data: { definition: meaning, key: name } });
}

function buildValues(figures: Figures): HTMLElement[] {
  return figures.flatMap(([kind, { value, basis, caveat }]) => {
    if (value === undefined) return [];
    const note = caveat ? build('span', { className: 'caveat', textContent: caveat }) : undefined;
    return [
      build('dt', {}, buildTerm(kind, basis)),
      build('dd', {}, build('span', { textContent: value }), note),
    ];
  });
}

/** What can't be measured stands below, once per reason: a failed call has one reason for many figures. */
function buildMissing(figures: Figures): HTMLElement[] {
  const reasons = new Set(figures.flatMap(([, { because }]) => because ?? []));
  return [...reasons].map((reason) => {
    const terms = figures.filter(([, { because }]) => because === reason).map(([kind]) => buildTerm(kind));
    return build(
      'div',
      { className: 'missing' },
      build('dt', {}, ...terms),
      build('dd', { textContent: `n/a, because ${reason}` }),
    );
  });
}
