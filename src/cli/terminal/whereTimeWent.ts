import { accountTexts, nameAccount } from '../../analysis/ledger/accountText';
import type { Ledger, LedgerEntry } from '../../analysis/ledger/ledger';
import { formatDuration, formatPercent } from '../../base/format';
import { accountLooks } from './accountLooks';
import { drawBar, paintSlices } from './phaseGlyphs';
import { firstItems, plain, type Screen, truncate, wrap } from './screen';
import { shareRoom } from './shareRoom';
import { type Column, layOutTable, tableWidth } from './textTable';

/** What takes less of the time shares a line. */
const LEAST_SHARE = 0.01;
const WIDEST_LABEL = 32;
const GAP = 2;

/** Draws a ledger: an account a line with its time, its share and a bar; what is unexplained always has a line. */
export function drawLedger({ entries, start, end }: Ledger, screen: Screen): string[] {
  const wall = end - start;
  const isShown = ({ account, time }: LedgerEntry) => account === 'unexplained' || time >= LEAST_SHARE * wall;
  const shown = entries.filter(isShown);
  const small = entries.filter((entry) => !isShown(entry));
  return [...layOutTable(columnsOf(shown, wall, screen), screen).slice(1), ...drawSmall(small, screen)];
}

function columnsOf(entries: readonly LedgerEntry[], wall: number, screen: Screen): Column[] {
  const column = (align: Column['align'], cells: readonly string[], facts: Partial<Column> = {}): Column => ({
    title: '',
    align,
    rank: 0,
    cells,
    ...facts,
  });
  const left = [
    column('left', entries.map(labelEntry)),
    column(
      'right',
      entries.map(({ time }) => formatDuration(time)),
      { paint: (cell) => screen.paint('bold', cell) },
    ),
    column(
      'right',
      entries.map(({ time }) => formatPercent(time / wall)),
    ),
  ];
  const parts = entries.map(describeParts);
  const room = screen.width - tableWidth(left) - GAP;
  const width = shareRoom(room, parts, { narrowest: 12, widest: 30, forTexts: 40 });
  const longest = entries[0]?.time ?? 1;
  const bars = entries.map(({ account, time }) => drawBar(accountLooks[account], (time / longest) * width));
  const right = parts.map((text) => firstItems(text, room - width - GAP, ', '));
  return [
    ...left,
    column('left', bars, { paint: (cell) => paintSlices(cell, screen) }),
    column('left', right, { rank: 1, paint: (cell) => screen.paint('dim', cell) }),
  ];
}

/** A tool by its name, so that nobody takes it for an account. */
function labelEntry({ account, name }: LedgerEntry): string {
  const { label } = accountTexts[account];
  return truncate(plain(name === undefined ? label : `${label} ${name}`), WIDEST_LABEL);
}

function describeParts({ parts = [] }: LedgerEntry): string {
  return plain(parts.map((part) => `${nameAccount(part)} ${formatDuration(part.time)}`).join(', '));
}

function drawSmall(entries: readonly LedgerEntry[], screen: Screen): string[] {
  if (entries.length === 0) return [];
  const list = entries.map((entry) => `${labelEntry(entry)} ${formatDuration(entry.time)}`).join(', ');
  const lines = wrap(`less than 1 % each: ${list}`, screen.width - 1, ', ');
  return lines.map((line, index) => screen.paint('dim', index < lines.length - 1 ? `${line},` : line));
}
