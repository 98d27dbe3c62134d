import type { TimelineHeader, TimelineSummaryFigure } from '../src/protocol/timelineMessages';
import { build, replaceChildren } from './dom';

/** Fills the title and the figures of the whole run. */
export function drawHeader(node: HTMLElement, header: TimelineHeader): void {
  const badge = build('span', {
    className: 'badge',
    textContent: header.live ? 'running' : 'ended',
    data: { live: String(header.live) },
  });
  replaceChildren(node, [
    build('h1', { textContent: header.title, title: header.title }),
    badge,
    build('dl', {}, ...header.figures.map(buildFigure)),
  ]);
}

/** A figure that speaks of a call is a button that selects it. */
function buildFigure({ label, value, definition, callId }: TimelineSummaryFigure): HTMLElement {
  const button =
    callId && build('button', { className: 'link', textContent: value, data: { selects: callId } });
  return build(
    'div',
    { className: 'figure', tabIndex: button ? -1 : 0, data: { definition, key: label } },
    build('dt', { textContent: label }),
    build('dd', {}, button || value),
  );
}

/** Lists what a person should know about the run. Hidden while there is nothing. */
export function drawProblems(node: HTMLElement, problems: TimelineHeader['problems']): void {
  node.hidden = problems.length === 0;
  const items = problems.map(({ severity, message, action }) =>
    build(
      'li',
      { data: { severity } },
      build('span', { textContent: message }),
      action ? build('span', { className: 'action', textContent: action }) : undefined,
    ),
  );
  node.replaceChildren(build('ul', {}, ...items));
}
