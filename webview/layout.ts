import { build } from './dom';

/** The panel's fixed parts. */
export interface Layout {
  readonly header: HTMLElement;
  readonly problems: HTMLElement;
  readonly empty: HTMLElement;
  readonly chartSide: HTMLElement;
  readonly overview: HTMLElement;
  readonly overviewLabel: HTMLElement;
  readonly axisLabel: HTMLElement;
  readonly overviewCanvas: HTMLCanvasElement;
  readonly axis: HTMLElement;
  readonly scroller: HTMLElement;
  readonly list: HTMLElement;
  readonly canvas: HTMLCanvasElement;
  readonly cursor: HTMLElement;
  readonly ledger: HTMLElement;
  readonly findings: HTMLElement;
  readonly predicted: HTMLElement;
  readonly details: HTMLElement;
  readonly legend: HTMLElement;
  readonly tools: HTMLElement;
}

/** Builds the empty panel into the document's body. */
export function buildLayout(): Layout {
  const parts = {
    header: build('header', { className: 'run-header' }),
    problems: build('div', { className: 'problems', role: 'status', hidden: true }),
    empty: build('div', { className: 'empty', textContent: 'Waiting for the run…' }),
    overview: build('div', { className: 'overview-chart' }),
    overviewLabel: build('span'),
    axisLabel: build('span'),
    overviewCanvas: build('canvas', { ariaHidden: 'true' }),
    axis: build('div', { className: 'axis-ticks', ariaHidden: 'true' }),
    list: build('div', {
      className: 'rows',
      role: 'tree',
      tabIndex: 0,
      ariaLabel: 'Calls of this run and other work',
    }),
    canvas: build('canvas', {
      className: 'bars',
      role: 'img',
      ariaLabel: 'Waterfall of calls and other work; the list beside it names each of them',
    }),
    cursor: build('div', { className: 'cursor', hidden: true }, build('span')),
    predicted: build('div', { className: 'predicted', hidden: true }, build('span')),
    ledger: build('section', { className: 'ledger', ariaLabel: 'Where the time went', hidden: true }),
    findings: build('section', { className: 'findings', ariaLabel: 'Findings', hidden: true }),
    details: build('aside', {
      className: 'details',
      ariaLabel: 'Details of the selected row',
      hidden: true,
    }),
    legend: build('div', { className: 'legend', role: 'list', ariaLabel: 'What the bars show' }),
    tools: build('div', { className: 'tools', role: 'toolbar', ariaLabel: 'Zoom' }),
  };
  parts.overview.append(parts.overviewCanvas);
  parts.list.append(parts.canvas);
  const scroller = build('div', { className: 'scroller' }, parts.list);
  const chartSide = build(
    'div',
    { className: 'chart-side' },
    build(
      'div',
      { className: 'overview' },
      build('div', { className: 'label' }, parts.overviewLabel),
      parts.overview,
    ),
    build('div', { className: 'axis' }, build('div', { className: 'label' }, parts.axisLabel), parts.axis),
    scroller,
    parts.predicted,
    parts.cursor,
  );
  const footer = build('footer', {}, parts.legend, parts.tools);
  document.body.append(
    parts.header,
    parts.problems,
    parts.empty,
    parts.ledger,
    build('main', {}, chartSide, build('div', { className: 'side' }, parts.findings, parts.details)),
    footer,
  );
  return { ...parts, scroller, chartSide };
}
