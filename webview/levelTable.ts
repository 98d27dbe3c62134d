import { formatPercent } from '../src/base/format';
import type { CompletionResults, ResultGroup, ResultTarget } from '../src/protocol/completionMessages';
import { build } from './dom';
import { findSweepTicks } from './sweepPlots';
import { drawChip } from './targetCards';
import { drawVerdict, verdictTexts } from './verdictMark';

/**
 * Up to which level of concurrency each model keeps the budget, in words, and below that each level's verdict: of all
 * requests of a model together, and of each case. Nothing without a budget.
 */
export function drawLevelTable(results: CompletionResults): HTMLElement[] {
  const { sweeps, targets } = results;
  if (sweeps.length === 0) return [];
  const sentences = sweeps.map(({ targetId, because }) => {
    const label = targets.find(({ id }) => id === targetId)?.label;
    return build('p', { textContent: targets.length > 1 ? `${label}: ${because}` : because });
  });
  const table = build(
    'table',
    { className: 'level-table' },
    drawHead(results),
    ...targets.map((target, index) => drawTarget(target, index, results)),
  );
  const scroller = build(
    'div',
    { className: 'table-scroll', tabIndex: 0, role: 'region', ariaLabel: 'Verdicts by concurrency' },
    table,
  );
  return [...sentences, scroller];
}

function drawHead(results: CompletionResults): HTMLElement {
  const levels = findSweepTicks(results).concurrencies.map((level) =>
    build('th', { scope: 'col', textContent: String(level) }),
  );
  return build(
    'thead',
    {},
    build('tr', {}, build('th', { scope: 'col', textContent: 'At once' }), ...levels),
  );
}

function drawTarget({ id, label }: ResultTarget, index: number, results: CompletionResults): HTMLElement {
  const { levels, rows, cases, targets } = results;
  const isOwn = ({ targetId }: ResultGroup) => targetId === id;
  const all =
    targets.length > 1 ? build('span', { className: 'row-target' }, drawChip(index), label) : 'all cases';
  return build(
    'tbody',
    {},
    drawRow(all, levels.filter(isOwn), results),
    ...cases.map(({ id: caseId, name }) =>
      drawRow(
        build('span', { className: 'level-case', textContent: name }),
        rows.filter((row) => isOwn(row) && row.caseId === caseId),
        results,
      ),
    ),
  );
}

function drawRow(
  name: HTMLElement | string,
  groups: readonly ResultGroup[],
  results: CompletionResults,
): HTMLElement {
  const cells = findSweepTicks(results).concurrencies.map((level) => {
    const group = groups.find(({ concurrency }) => concurrency === level);
    return group && group.n > 0 ? drawCell(group) : drawMissing(level, results);
  });
  return build('tr', {}, build('th', { scope: 'row' }, name), ...cells);
}

function drawCell({ verdict, because, good, n }: ResultGroup): HTMLElement {
  const share = verdict === 'none' ? undefined : formatPercent(good / n);
  const mark = drawVerdict(verdict, verdictTexts[verdict]);
  return build('td', { data: { definition: because } }, mark, share);
}

function drawMissing(level: number, { leftOut }: CompletionResults): HTMLElement {
  const because = leftOut.find(({ concurrency }) => concurrency === level)?.because;
  const data: Record<string, string> = because ? { definition: `Left out: ${because}` } : {};
  return build('td', { className: 'dim', textContent: '–', data });
}
