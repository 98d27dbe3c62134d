import { findActivities } from '../../analysis/findActivities';
import { findParallelism, type ParallelismStep } from '../../analysis/graph/findParallelism';
import type { OtherWork } from '../../analysis/otherWork';
import { workTexts } from '../../analysis/workText';
import { formatNumberOf } from '../../base/format';
import type { Interval } from '../../base/intervals';
import type { Milliseconds } from '../../base/units';
import { callInterval } from '../../metrics/callTimes';
import { buildPhases } from '../../metrics/phases';
import type { Call } from '../../model/call';
import type { Run } from '../../model/run';
import { drawAxis } from './axis';
import { type CallText, describeCall } from './callText';
import { drawParallelism, mostCalls } from './parallelismRow';
import { drawLegend, drawSlices, paintSlices, type Slice } from './phaseGlyphs';
import { type Screen, truncate } from './screen';
import { type Column, dropToFit, layOutTable, tableWidth } from './textTable';
import { chooseWork, describeWork } from './workRows';

/** More rows than this are no picture any more; the shortest calls are left out. */
const MOST_ROWS = 100;
const WIDEST_LABEL = 36;
const LABEL_SHARE = 0.3;
const WIDEST_NOTE = 24;
const NARROWEST_BARS = 24;
/** Between two columns of a table. */
const GAP = 2;

/** A call or a piece of other work, as it stands in the picture. */
interface Row {
  /** Empty for other work. */
  readonly ordinal: string;
  readonly text: CallText;
  readonly interval: Interval;
  readonly slices: readonly Slice[];
}

/**
 * Draws one row a call over a common axis, slices in the glyphs of their phases, and other work between them.
 * @param now end of calls in flight, ms on the run's clock
 */
export function drawWaterfall(run: Run, now: Milliseconds, screen: Screen): string[] {
  const calls = chooseCalls(run.calls, now);
  const callRows = rowsOfCalls(calls, run, now);
  const work = chooseWork(run, now, spanOf(callRows), MOST_ROWS - calls.length);
  const rows = [...callRows, ...work.map(rowOfWork)].sort((a, b) => a.interval.start - b.interval.start);
  const leftOut = run.calls.length - calls.length;
  const { lines, bars } = layOut(
    rows,
    spanOf(rows),
    findParallelism(findActivities(run, now), spanOf(rows)),
    screen,
  );
  return [
    ...lines,
    ...(leftOut > 0 ? [screen.paint('dim', `${formatNumberOf(leftOut, 'shorter call')} not drawn`)] : []),
    ...drawLegend(bars, screen),
  ];
}

function layOut(
  rows: readonly Row[],
  span: Interval,
  parallelism: readonly ParallelismStep[],
  screen: Screen,
) {
  const { before, after } = describeRows(rows, screen);
  const ordinals = plainColumn(
    '',
    rows.map(({ ordinal }) => ordinal),
  );
  const ordinal: Column = { ...ordinals, align: 'right' };
  const roomForText = screen.width - NARROWEST_BARS - GAP;
  const around = dropToFit([ordinal, ...before, ...after], roomForText);
  const bars = drawBars(rows, span, screen.width - tableWidth(around) - GAP, screen);
  const shownAfter = after.filter((column) => around.includes(column));
  const table = addParallelism([ordinal, ...before, bars, ...shownAfter], bars, span, parallelism, screen);
  return { lines: layOutTable(table, screen), bars: bars.cells };
}

/** A last row that tells how many calls were open at once, where that was ever more than one. */
function addParallelism(
  columns: readonly Column[],
  bars: Column,
  span: Interval,
  steps: readonly ParallelismStep[],
  screen: Screen,
): Column[] {
  const most = mostCalls(steps);
  if (most < 2) return [...columns];
  const last = new Map([
    [columns[1], 'calls at once'],
    [bars, drawParallelism(steps, span, bars.title.length)],
    [columns.find(({ title }) => title === 'total'), `≤ ${most}`],
  ]);
  return columns.map((column) => {
    const row = column.cells.length;
    const paint = (cell: string, at: number) => {
      if (at < row) return column.paint?.(cell, at) ?? cell;
      return cell.trim() === '' ? cell : screen.paint('dim', cell);
    };
    return { ...column, cells: [...column.cells, last.get(column) ?? ''], paint };
  });
}

function rowsOfCalls(calls: readonly Call[], run: Run, now: Milliseconds): Row[] {
  const ordinals = new Map(run.calls.map((call, index) => [call, index + 1]));
  return calls.map((call) => ({
    ordinal: `${ordinals.get(call)}`,
    text: describeCall(call, run, now),
    interval: callInterval(call, now),
    slices: buildPhases(call, now),
  }));
}

function rowOfWork(piece: OtherWork): Row {
  const { end } = piece;
  const slices = [{ name: workTexts[piece.work.kind].look, end }];
  return { ordinal: '', text: describeWork(piece), interval: piece, slices };
}

/** The longest calls, in the order they started. */
function chooseCalls(calls: readonly Call[], now: Milliseconds): readonly Call[] {
  if (calls.length <= MOST_ROWS) return calls;
  const lengthOf = (call: Call) => callInterval(call, now).end - callInterval(call, now).start;
  const longest = new Set(calls.toSorted((a, b) => lengthOf(b) - lengthOf(a)).slice(0, MOST_ROWS));
  return calls.filter((call) => longest.has(call));
}

function spanOf(rows: readonly Row[]): Interval {
  return {
    start: Math.min(...rows.map(({ interval }) => interval.start)),
    end: Math.max(...rows.map(({ interval }) => interval.end)),
  };
}

/** What stands left and right of the bars. */
function describeRows(rows: readonly Row[], screen: Screen) {
  const texts = rows.map(({ text }) => text);
  const labelWidth = Math.min(WIDEST_LABEL, Math.floor(screen.width * LABEL_SHARE));
  const labels = texts.map(({ label }) => truncate(label, labelWidth));
  const totals = texts.map(({ total }) => total);
  const ttfts = texts.map(({ ttft }) => ttft);
  const notes = texts.map(({ note }) => truncate(note, WIDEST_NOTE));
  const paintLabel = (cell: string, row: number) => (rows[row]?.ordinal ? cell : screen.paint('dim', cell));
  const paintNote = (cell: string, row: number) =>
    screen.paint(texts[row]?.failed ? 'red' : 'dim', cell.trimEnd());
  return {
    before: [{ ...plainColumn('', labels), paint: paintLabel }],
    after: [
      { ...plainColumn('TTFT', ttfts), align: 'right', rank: 2 },
      { ...plainColumn('total', totals), align: 'right', paint: paintLabel },
      { ...plainColumn('', notes), rank: 1, paint: paintNote },
    ] satisfies Column[],
  };
}

function plainColumn(title: string, cells: readonly string[]): Column {
  return { title, align: 'left', rank: 0, cells };
}

function drawBars(rows: readonly Row[], span: Interval, columns: number, screen: Screen): Column {
  const bars = rows.map(({ slices, interval }) => drawSlices(slices, interval, span, columns));
  return {
    ...plainColumn(drawAxis(span.end - span.start, columns), bars),
    paint: (cell) => paintSlices(cell, screen),
  };
}
