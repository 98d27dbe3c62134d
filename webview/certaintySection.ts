import { formatDuration } from '../src/base/format';
import { formatInterval, percentileName } from '../src/base/formatEstimate';
import { limitedFigures, type ResultLevel, type ResultsToHost } from '../src/protocol/completionMessages';
import { build } from './dom';
import type { ResultView } from './resultState';
import { formatConfidence } from './resultText';
import { drawChip } from './targetCards';
import { drawVerdict, verdictTexts } from './verdictMark';

/** How sure the figures are: sample sizes, intervals, verdicts in words, and what would make an unsure one sure. */
export function drawCertainty(view: ResultView, send: (message: ResultsToHost) => void): HTMLElement[] {
  const { results, levels } = view;
  const { percentile, confidence } = results;
  const tail = percentileName(percentile);
  const sure = formatConfidence(confidence);
  const verdicts = levels.map((level) => drawSentence(level, view));
  const head = [
    '',
    'Figure',
    'n',
    'p50',
    `p50, ${sure} interval`,
    tail,
    `${tail}, ${sure} interval`,
    'Limit',
  ];
  const rows = levels.flatMap((level) => drawRows(level, view));
  const link = build('button', {
    className: 'link',
    textContent: 'How verdicts and intervals are found',
    data: { key: 'statistics' },
  });
  link.onclick = () => send({ type: 'openStatistics' });
  const explanation = build(
    'p',
    { className: 'dim explanation' },
    `An interval holds the true percentile ${sure} of the times, whatever the distribution; n is the number of requests behind it. Where there are too few to bound it on a side, that is said. A verdict counts the requests that keep every limit, failed ones among those that don’t, and can be there before an interval has both ends. Warm-up and superseded requests don’t count. `,
    link,
  );
  const table = build(
    'table',
    { className: 'plain-table' },
    build(
      'thead',
      {},
      build('tr', {}, ...head.map((textContent) => build('th', { scope: 'col', textContent }))),
    ),
    build('tbody', {}, ...rows),
  );
  return [
    build('ul', { className: 'sentences' }, ...verdicts),
    build('div', { className: 'table-scroll' }, table),
    explanation,
  ];
}

function drawSentence(level: ResultLevel, { results }: ResultView): HTMLElement {
  const index = results.targets.findIndex(({ id }) => id === level.targetId);
  const label = results.targets[index]?.label ?? '';
  const name =
    results.targets.length > 1 ? [drawChip(index), build('strong', { textContent: `${label}: ` })] : [];
  return build(
    'li',
    {},
    drawVerdict(level.verdict, verdictTexts[level.verdict]),
    build('span', {}, ...name, level.because),
  );
}

function drawRows(level: ResultLevel, { results }: ResultView): HTMLElement[] {
  const index = results.targets.findIndex(({ id }) => id === level.targetId);
  return limitedFigures.flatMap((name) => {
    const figure = level.figures[name];
    if (!figure || (name === 'keystroke' && !results.types && figure.limit === undefined)) return [];
    const { n, p50, tail, limit } = figure;
    const cells = [
      results.figureKinds[name].label,
      String(n),
      p50 ? formatDuration(p50.value) : '–',
      p50 ? formatInterval(p50) : '–',
      tail ? formatDuration(tail.value) : '–',
      tail ? formatInterval(tail) : '–',
      limit === undefined ? '–' : formatDuration(limit),
    ];
    return [
      build(
        'tr',
        {},
        build(
          'th',
          { scope: 'row' },
          build('span', { className: 'row-target' }, drawChip(index), results.targets[index]?.label ?? ''),
        ),
        ...cells.map((textContent) => build('td', { textContent })),
      ),
    ];
  });
}
