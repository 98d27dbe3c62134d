import { isWork, type TimelineRow } from '../src/protocol/timelineMessages';
import { type BarName, barNames } from './barStyles';
import type { Viewport } from './viewport';

/** A floating bar as chart.js takes it: its two ends in time, and its row. */
export interface Bar {
  readonly x: [number, number];
  readonly y: number;
}

export type BarsByName = Readonly<Record<BarName, Bar[]>>;

/** A part of a row's bar. */
interface Part {
  readonly name: BarName;
  readonly start: number;
  readonly end: number;
}

/** Pixels below which a row's bar can't be seen. */
const SLIVER = 1.5;
/** Pixels below which a part is left out: anything drawn would be wider than it was long. */
const LEAST = 0.3;

/**
 * Bars of the rows that are drawn, as far as they lie in view. One too short to be seen is drawn as a sliver.
 * @param rows by line; undefined where a line shows none
 * @param firstRow number of the first line
 * @param width pixels of the view
 */
export function buildBars(
  rows: readonly (TimelineRow | undefined)[],
  firstRow: number,
  view: Viewport,
  width: number,
): BarsByName {
  const bars = Object.fromEntries(barNames.map((name) => [name, [] as Bar[]])) as BarsByName;
  const pixel = (view.end - view.start) / width;
  const sliver = pixel * SLIVER;
  for (const [index, row] of rows.entries()) {
    if (!row) continue;
    const tooShort = row.end - row.start < sliver;
    for (const { name, start, end } of tooShort ? sliverOf(row, sliver) : partsOf(row)) {
      if (end < view.start || start > view.end || end - start < pixel * LEAST) continue;
      bars[name].push({
        x: [Math.max(start, view.start - sliver), Math.min(end, view.end + sliver)],
        y: firstRow + index,
      });
    }
  }
  return bars;
}

function partsOf(row: TimelineRow): readonly Part[] {
  return isWork(row) ? [{ name: row.look, start: row.start, end: row.end }] : row.phases;
}

function sliverOf(row: TimelineRow, length: number): Part[] {
  const name = partsOf(row).at(-1)?.name ?? 'wait';
  return [{ name, start: row.start, end: row.start + length }];
}
