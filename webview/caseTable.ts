import { formatDuration, formatNumberOf } from '../src/base/format';
import { formatInterval, percentileName } from '../src/base/formatEstimate';
import type { ResultCase, ResultFigure, ResultRow, ResultsToHost } from '../src/protocol/completionMessages';
import { build } from './dom';
import { drawRangeAxis, drawRangePlot } from './rangePlot';
import { buildResultScale, type ResultScale } from './resultScale';
import type { ResultView } from './resultState';
import { explainNoTail, formatGood, formatWaste } from './resultText';
import { drawChip } from './targetCards';
import { drawVerdict, markOfOutcome } from './verdictMark';

interface TableContext {
  readonly view: ResultView;
  readonly scale: ResultScale;
  readonly hasWaste: boolean;
  readonly send: (message: ResultsToHost) => void;
}

/** Cases by models: verdict, median, the budget's percentile as a range against the limit, and what went wrong. */
export function drawCaseTable(view: ResultView, send: (message: ResultsToHost) => void): HTMLElement[] {
  const { results, rows, figure } = view;
  const shown = rows.flatMap((row) => row.figures[figure] ?? []);
  const scale = buildResultScale(
    shown.flatMap(({ tail }) => (tail ? [tail.high ?? tail.value] : [])),
    shown.flatMap(({ limit }) => limit ?? []),
  );
  const context: TableContext = {
    view,
    scale,
    hasWaste: rows.some(({ wasted }) => wasted.requests > 0),
    send,
  };
  const bodies = results.cases.map((of) => drawCase(of, context));
  const table = build('table', { className: 'case-table' }, drawHead(context), ...bodies);
  const scroller = build(
    'div',
    { className: 'table-scroll', tabIndex: 0, role: 'region', ariaLabel: 'Cases' },
    table,
  );
  return [scroller, drawRangeKeys(view.results.percentile)];
}

/** What the marks in the plots stand for. */
function drawRangeKeys(percentile: number): HTMLElement {
  const keys = ['median', 'tail', 'limit', 'tick'] as const;
  const texts: Readonly<Record<(typeof keys)[number], string>> = {
    median: 'p50',
    tail: `${percentileName(percentile)}, and where the true one lies; fading where nothing bounds it yet`,
    limit: 'limit',
    tick: 'single requests',
  };
  return build(
    'p',
    { className: 'range-keys' },
    ...keys.map((key) =>
      build('span', {}, build('i', { className: `key-${key}`, ariaHidden: 'true' }), texts[key]),
    ),
  );
}

function drawHead({ view, scale, hasWaste }: TableContext): HTMLElement {
  const { label } = view.results.figureKinds[view.figure];
  const tail = percentileName(view.results.percentile);
  const plot = build(
    'th',
    { className: 'plot-cell', scope: 'col' },
    build('span', { className: 'only-read', textContent: `${label}, drawn` }),
    drawRangeAxis(scale, formatDuration),
  );
  return build(
    'thead',
    {},
    build(
      'tr',
      {},
      build('th', { scope: 'col', textContent: 'Case' }),
      plot,
      drawColumn('p50', `Median of ${label}.`),
      drawColumn(
        tail,
        `${label} that ${tail.slice(1)} % of the requests stay below, and where the true one lies.`,
      ),
      drawColumn('in budget', 'Counted requests that keep every limit.'),
      drawColumn('problems', 'Requests that failed, and texts that are not what the case expects.'),
      hasWaste ? drawColumn('wasted', 'What superseded keystrokes cost for nothing.') : undefined,
    ),
  );
}

function drawColumn(textContent: string, definition: string): HTMLElement {
  return build('th', { scope: 'col', textContent, data: { definition } });
}

/** A case with one model is one line; with several it heads theirs. */
function drawCase(of: ResultCase, context: TableContext): HTMLElement {
  const { results, rows } = context.view;
  const own = rows.filter(({ caseId }) => caseId === of.id);
  const body = build('tbody', { id: `case ${of.id}`, data: { case: of.id } });
  if (results.targets.length === 1 && own[0]) {
    body.append(drawRow(own[0], drawCaseName(of, context), context));
    return body;
  }
  body.append(
    build(
      'tr',
      { className: 'case-head' },
      build('th', { scope: 'rowgroup', colSpan: 7 }, drawCaseName(of, context)),
    ),
  );
  for (const [index, target] of results.targets.entries()) {
    const row = own.find(({ targetId }) => targetId === target.id);
    if (row)
      body.append(
        drawRow(row, build('span', { className: 'row-target' }, drawChip(index), target.label), context),
      );
  }
  return body;
}

function drawCaseName({ id, name, cursor }: ResultCase, { send }: TableContext): HTMLElement {
  const link = build('button', {
    className: 'case-name',
    textContent: name,
    title: 'Open the case',
    data: { key: `case ${id}` },
  });
  link.onclick = () => send({ type: 'openCase', caseId: id });
  const place =
    cursor &&
    build('button', {
      className: 'link',
      textContent: cursor,
      title: 'Open the place where it completes',
      data: { key: `cursor ${id}` },
    });
  if (place) place.onclick = () => send({ type: 'openCursor', caseId: id });
  return build('span', { className: 'case-title' }, link, place || undefined);
}

function drawRow(
  row: ResultRow,
  name: HTMLElement,
  { view, scale, hasWaste, send }: TableContext,
): HTMLElement {
  const figure = row.figures[view.figure];
  const mark = drawVerdict(markOfOutcome[row.outcome], `${row.outcome}. ${row.because}`);
  const markCell = build('button', {
    className: 'mark',
    title: 'Open the timeline at these requests',
    data: { definition: row.because, key: `row ${row.caseId} ${row.targetId}` },
  });
  markCell.append(mark);
  markCell.onclick = () => send({ type: 'openTimeline', caseId: row.caseId, targetId: row.targetId });
  markCell.removeAttribute('title');
  return build(
    'tr',
    { data: { outcome: row.outcome } },
    build('th', { scope: 'row' }, build('span', { className: 'row-name' }, markCell, name)),
    build(
      'td',
      { className: 'plot-cell' },
      figure ? drawRangePlot(figure, row.values[view.figure] ?? [], scale) : undefined,
    ),
    build('td', { textContent: figure?.p50 ? formatDuration(figure.p50.value) : '–' }),
    drawTail(figure, row.percentile),
    drawGood(row),
    drawProblems(row),
    hasWaste ? build('td', { className: 'dim', textContent: formatWaste(row) || '–' }) : undefined,
  );
}

function drawTail(figure: ResultFigure | undefined, percentile: number): HTMLElement {
  if (!figure?.tail) {
    const data: Record<string, string> = figure ? { definition: explainNoTail(percentile, figure.n) } : {};
    return build('td', { className: 'dim', textContent: '–', data });
  }
  const { tail, verdict = 'none' } = figure;
  return build(
    'td',
    { className: 'tail-cell', data: { verdict } },
    build('strong', { textContent: formatDuration(tail.value) }),
    build('span', { className: 'interval-text', textContent: formatInterval(tail) }),
  );
}

function drawGood(row: ResultRow): HTMLElement {
  const text = row.verdict === 'none' ? formatNumberOf(row.n, 'request') : formatGood(row);
  const more = row.verdict === 'unsure' && row.samplesMissing ? `≈ ${row.samplesMissing} more needed` : '';
  return build(
    'td',
    {},
    text,
    more ? build('span', { className: 'interval-text', textContent: more }) : undefined,
  );
}

function drawProblems({ failed, failures, unexpected }: ResultRow): HTMLElement {
  const parts = [
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(unexpected > 0 ? [`${unexpected} unexpected`] : []),
  ];
  if (parts.length === 0) return build('td', { className: 'dim', textContent: '–' });
  const data: Record<string, string> = failures.length > 0 ? { definition: failures.join('\n') } : {};
  return build('td', {
    className: 'bad',
    tabIndex: failures.length > 0 ? 0 : -1,
    textContent: parts.join(', '),
    data,
  });
}
