import { formatDuration, formatNumberOf, formatPercent, formatRate } from '../src/base/format';
import { formatInterval, percentileName } from '../src/base/formatEstimate';
import type { ResultFigure, ResultLevel, ResultTarget } from '../src/protocol/completionMessages';
import { build } from './dom';
import { drawRangePlot } from './rangePlot';
import { buildResultScale, type ResultScale } from './resultScale';
import type { ResultView } from './resultState';
import { explainNoTail, formatGood, formatWaste } from './resultText';
import { drawVerdict, verdictTexts } from './verdictMark';

/** Compared with the fastest, less than this is no difference worth a word. */
const LEAST_FACTOR = 1.05;

/** A card per model at the chosen concurrency, side by side on one axis. */
export function drawTargetCards(view: ResultView): HTMLElement {
  const { results, levels, figure } = view;
  const figures = levels.flatMap((level) => level.figures[figure] ?? []);
  const tails = figures.flatMap(({ tail }) => (tail ? [tail] : []));
  const scale = buildResultScale(
    figures.flatMap(({ p50, tail = p50 }) => (tail ? [tail.high ?? tail.value] : [])),
    figures.flatMap(({ limit }) => limit ?? []),
  );
  const fastest = Math.min(...tails.map(({ value }) => value));
  const cards = results.targets.map((target, index) => {
    const level = levels.find(({ targetId }) => targetId === target.id);
    return drawCard(target, index, level, { view, scale, fastest });
  });
  return build('div', { className: 'cards', role: 'list' }, ...cards);
}

interface CardContext {
  readonly view: ResultView;
  readonly scale: ResultScale;
  readonly fastest: number;
}

function drawCard(
  target: ResultTarget,
  index: number,
  level: ResultLevel | undefined,
  { view, scale, fastest }: CardContext,
): HTMLElement {
  const figure = level?.figures[view.figure];
  const head = build(
    'div',
    { className: 'card-head' },
    drawChip(index),
    build('h3', { textContent: target.label, title: target.detail }),
  );
  if (level)
    head.append(
      build(
        'span',
        { className: 'card-verdict', data: { definition: level.because } },
        verdictTexts[level.verdict],
      ),
    );
  if (level) head.lastElementChild?.prepend(drawVerdict(level.verdict));
  const card = build('article', { className: 'card', role: 'listitem' }, head);
  if (!level || !figure?.p50) {
    card.append(
      build('p', {
        className: 'dim',
        textContent:
          level && level.failed > 0
            ? `No figures: ${formatNumberOf(level.failed, 'request')} failed.`
            : 'No requests yet.',
      }),
    );
    if (level) card.append(drawFacts(level));
    return card;
  }
  card.append(drawLead(figure, level, view, fastest), drawRangePlot(figure, [], scale), drawFacts(level));
  return card;
}

/** The budget's percentile, or while there are too few requests for one the median. */
function drawLead(figure: ResultFigure, level: ResultLevel, view: ResultView, fastest: number): HTMLElement {
  const { tail, p50, limit, n } = figure;
  const lead = tail ?? p50;
  const factor = (tail?.value ?? 0) / fastest;
  const name = tail ? percentileName(level.percentile) : 'p50';
  const facts = [
    lead && formatInterval(lead),
    tail && p50 ? `p50 ${formatDuration(p50.value)}` : explainNoTail(level.percentile, n),
  ];
  return build(
    'div',
    { className: 'card-lead' },
    build('p', { className: 'dim', textContent: `${view.results.figureKinds[view.figure].label} ${name}` }),
    build(
      'p',
      { className: 'card-value' },
      build('strong', { textContent: formatDuration(lead?.value ?? 0) }),
      tail && limit !== undefined ? build('span', { textContent: `of ${formatDuration(limit)}` }) : undefined,
      factor >= LEAST_FACTOR
        ? build('em', { textContent: `${factor.toFixed(factor < 9.95 ? 1 : 0)}× the fastest` })
        : undefined,
    ),
    build('p', { className: 'dim', textContent: facts.join(' · ') }),
  );
}

function drawFacts(level: ResultLevel): HTMLElement {
  const { good, n, requestRate, goodput, failed, unexpected, verdict } = level;
  const waste = formatWaste(level);
  const facts: [string, string, boolean?][] = [
    ...(verdict === 'none' || n === 0
      ? []
      : [['In budget', `${formatGood(level)} (${formatPercent(good / n)})`] as [string, string]]),
    ...(requestRate?.p50 ? [['Tokens/s', formatRate(requestRate.p50.value, '')] as [string, string]] : []),
    ...(goodput > 0 && verdict !== 'none'
      ? [['Goodput', formatRate(goodput, 'req/s')] as [string, string]]
      : []),
    ...(failed > 0 ? [['Failed', String(failed), true] as [string, string, boolean]] : []),
    ...(unexpected > 0 ? [['Unexpected', String(unexpected), true] as [string, string, boolean]] : []),
    ...(waste ? [['Wasted', waste] as [string, string]] : []),
  ];
  return build(
    'dl',
    { className: 'card-facts' },
    ...facts.map(([name, value, isBad]) =>
      build(
        'div',
        { className: isBad ? 'bad' : '' },
        build('dt', { textContent: name }),
        build('dd', { textContent: value.trim() }),
      ),
    ),
  );
}

/** The colour by which a model is known in all charts. */
export function drawChip(index: number): HTMLElement {
  return build('span', { className: 'chip', ariaHidden: 'true', data: { target: String(index % 5) } });
}
