import type { CompletionBudget } from '../../../../src/model/completion';
import { createRandom } from '../../../support/simulator/random';
import { judgeDrawn } from './judgeDrawn';
import { percentiles, type Shape } from './latencies';

export const repetitions = 200;
const confidence = 0.95;

/** A true percentile so far under or over the budget's limit, and what was said of it in all repetitions. */
export interface VerdictCell {
  readonly shape: Shape;
  readonly percentile: number;
  /** How far from the limit the true percentile is: -0.05 is 5 % under it, so that the budget is kept. */
  readonly off: number;
  readonly n: number;
  readonly right: number;
  readonly wrong: number;
  readonly unsure: number;
  /** Intervals that hold the true percentile. */
  readonly covered: number;
}

/** Judges so many requests of every shape, at every percentile and distance, 200 times each with seeds of their own. */
export function fillCells(shapes: readonly Shape[], offs: readonly number[], n: number): VerdictCell[] {
  return shapes.flatMap((shape) =>
    percentiles.flatMap((percentile) => offs.map((off) => fillCell(shape, percentile, off, n))),
  );
}

function fillCell(shape: Shape, percentile: number, off: number, n: number): VerdictCell {
  const truth = shape.quantile(percentile);
  const budget: CompletionBudget = { total: truth / (1 + off), percentile, confidence };
  const right = off <= 0 ? 'met' : 'missed';
  const cell = { right: 0, wrong: 0, unsure: 0, covered: 0 };
  for (let repetition = 1; repetition <= repetitions; repetition += 1) {
    const seed = repetition * 1_000_003 + Math.round(off * 1000) * 7919 + n;
    const { verdict } = judgeDrawn(shape.draw(createRandom(seed), n), budget);
    const estimate = verdict.limits[0]?.estimate;
    if (verdict.kind === 'unsure') cell.unsure += 1;
    else cell[verdict.kind === right ? 'right' : 'wrong'] += 1;
    const { low = 0, high = Number.POSITIVE_INFINITY } = estimate ?? {};
    if (low <= truth && truth <= high) cell.covered += 1;
  }
  return { shape, percentile, off, n, ...cell };
}

/** Shares of all repetitions of some cells. */
export function joinCells(cells: readonly VerdictCell[]) {
  const all = cells.length * repetitions;
  const shareOf = (of: (cell: VerdictCell) => number) => cells.reduce((sum, cell) => sum + of(cell), 0) / all;
  return {
    right: shareOf(({ right }) => right),
    wrong: shareOf(({ wrong }) => wrong),
    unsure: shareOf(({ unsure }) => unsure),
    covered: shareOf(({ covered }) => covered),
    worst: Math.max(...cells.map(({ wrong }) => wrong)) / repetitions,
  };
}
