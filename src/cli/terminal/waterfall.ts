import { formatNumberOf } from '../../base/format';
import type { Interval } from '../../base/intervals';
import type { Milliseconds } from '../../base/units';
import { callInterval } from '../../metrics/callTimes';
import { buildPhases } from '../../metrics/phases';
import type { Call } from '../../model/call';
import type { Run } from '../../model/run';
import { drawAxis } from './axis';
import { describeCall } from './callText';
import { drawLegend, drawPhases, paintPhases } from './phaseGlyphs';
import { type Screen, truncate } from './screen';
import { type Column, dropToFit, layOutTable, tableWidth } from './textTable';

/** More rows than this are no picture any more; the shortest calls are left out. */
const MOST_ROWS = 100;
const WIDEST_LABEL = 34;
const WIDEST_NOTE = 24;
const NARROWEST_BARS = 24;
/** Between two columns of a table. */
const GAP = 2;

/**
 * Draws one row a call over a common axis, slices in the glyphs of their phases.
 * @param now end of calls in flight, ms on the run's clock
 */
export function drawWaterfall(run: Run, now: Milliseconds, screen: Screen): string[] {
  const ordinals = new Map(run.calls.map((call, index) => [call, index + 1]));
  const calls = chooseCalls(run.calls, now);
  const { before, after } = describeCalls(calls, run, now, screen);
  const ordinal: Column = {
    ...plainColumn(
      '',
      calls.map((call) => `${ordinals.get(call)}`),
    ),
    align: 'right',
  };
  const roomForText = screen.width - NARROWEST_BARS - GAP;
  const around = dropToFit([ordinal, ...before, ...after], roomForText);
  const bars = drawBars(calls, now, screen.width - tableWidth(around) - GAP, screen);
  const shownAfter = after.filter((column) => around.includes(column));
  const leftOut = run.calls.length - calls.length;
  return [
    ...layOutTable([ordinal, ...before, bars, ...shownAfter], screen),
    ...(leftOut > 0 ? [screen.paint('dim', `${formatNumberOf(leftOut, 'shorter call')} not drawn`)] : []),
    ...drawLegend(bars.cells, screen),
  ];
}

/** The longest calls, in the order they started. */
function chooseCalls(calls: readonly Call[], now: Milliseconds): readonly Call[] {
  if (calls.length <= MOST_ROWS) return calls;
  const lengthOf = (call: Call) => callInterval(call, now).end - callInterval(call, now).start;
  const longest = new Set(calls.toSorted((a, b) => lengthOf(b) - lengthOf(a)).slice(0, MOST_ROWS));
  return calls.filter((call) => longest.has(call));
}

/** What stands left and right of the bars. */
function describeCalls(calls: readonly Call[], run: Run, now: Milliseconds, screen: Screen) {
  const texts = calls.map((call) => describeCall(call, run, now));
  const labelWidth = Math.min(WIDEST_LABEL, Math.floor(screen.width * 0.28));
  const labels = texts.map(({ label }) => truncate(label, labelWidth));
  const totals = texts.map(({ total }) => total);
  const ttfts = texts.map(({ ttft }) => ttft);
  const notes = texts.map(({ note }) => truncate(note, WIDEST_NOTE));
  const paintNote = (cell: string, row: number) =>
    screen.paint(texts[row]?.failed ? 'red' : 'dim', cell.trimEnd());
  return {
    before: [plainColumn('', labels)],
    after: [
      { ...plainColumn('TTFT', ttfts), align: 'right', rank: 2 },
      { ...plainColumn('total', totals), align: 'right' },
      { ...plainColumn('', notes), rank: 1, paint: paintNote },
    ] satisfies Column[],
  };
}

function plainColumn(title: string, cells: readonly string[]): Column {
  return { title, align: 'left', rank: 0, cells };
}

function drawBars(calls: readonly Call[], now: Milliseconds, columns: number, screen: Screen): Column {
  const intervals = calls.map((call) => callInterval(call, now));
  const span: Interval = {
    start: Math.min(...intervals.map(({ start }) => start)),
    end: Math.max(...intervals.map(({ end }) => end)),
  };
  const bars = calls.map((call) =>
    drawPhases(buildPhases(call, now), callInterval(call, now), span, columns),
  );
  return {
    ...plainColumn(drawAxis(span.end - span.start, columns), bars),
    paint: (cell) => paintPhases(cell, screen),
  };
}
