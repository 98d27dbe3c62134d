import type { ExplainedThread } from '../../analysis/explainRun';
import { clipPieces } from '../../analysis/ledger/buildLedger';
import type { LedgerPiece } from '../../analysis/ledger/ledger';
import { formatSpending } from '../../analysis/ledger/spendingText';
import { formatDuration, formatNumberOf } from '../../base/format';
import type { Interval } from '../../base/intervals';
import type { Attribution } from '../../model/attribution';
import { accountLooks } from './accountLooks';
import { labelSite } from './callText';
import { drawSlices, paintSlices } from './phaseGlyphs';
import { firstItems, plain, type Screen, truncate } from './screen';
import { shareRoom } from './shareRoom';
import { type Column, layOutTable, tableWidth } from './textTable';

/** More loops, or more turns of one, than this are left to the other formats: the longest are drawn. */
const MOST_LOOPS = 6;
const MOST_TURNS = 12;
const MOST_SPENT = 4;
const GAP = 2;

type Turn = ExplainedThread['iterations'][number];

/** Draws the turns of each conversation that has several: how long each took, and what it was spent on. */
export function drawLoops(threads: readonly ExplainedThread[], screen: Screen): string[] {
  const loops = threads.filter(({ iterations }) => iterations.length > 1);
  const shown = longest(loops, ({ thread }) => thread, MOST_LOOPS);
  const names = new Map(threads.map(({ thread, name }) => [thread.id, name]));
  return [
    ...shown.flatMap((loop) => ['', ...drawLoop(loop, names, screen)]),
    ...drawRest(loops.length - shown.length, 'shorter loop', screen),
  ];
}

function drawLoop(loop: ExplainedThread, names: ReadonlyMap<string, string>, screen: Screen): string[] {
  const { thread, name, attribution, iterations } = loop;
  const turns = longest(iterations, ({ iteration }) => iteration, MOST_TURNS);
  const { parent } = thread;
  const facts = [
    ...(attribution?.site ? [labelPlace(attribution, name)].filter((label) => label !== name) : []),
    `${formatNumberOf(iterations.length, 'turn')} in ${formatDuration(thread.end - thread.start)}`,
    ...(parent ? [`for turn ${parent.iteration} of ${names.get(parent.thread)}`] : []),
  ];
  const title = truncate(plain(`${name} · ${facts.join(' · ')}`), screen.width);
  return [
    screen.paint('bold', title.slice(0, name.length)) + title.slice(name.length),
    ...layOutTable(columnsOf(turns, loop.pieces, screen), screen).slice(1),
    ...drawRest(iterations.length - turns.length, 'shorter turn', screen),
  ];
}

/** The line of the calls, with its function unless that is what the loop is called. */
function labelPlace({ site, confidence }: Attribution, name: string): string {
  const isNamed = site?.functionName === name;
  return labelSite({ site: site && { ...site, ...(isNamed && { functionName: undefined }) }, confidence });
}

function columnsOf(turns: readonly Turn[], pieces: readonly LedgerPiece[], screen: Screen): Column[] {
  const longestTurn = Math.max(...turns.map(({ iteration }) => lengthOf(iteration)));
  const paint = (cell: string, row: number) =>
    lengthOf((turns[row] as Turn).iteration) === longestTurn ? screen.paint('bold', cell) : cell;
  const column = (align: Column['align'], cells: readonly string[], facts: Partial<Column> = {}): Column => ({
    title: '',
    align,
    rank: 0,
    cells,
    ...facts,
  });
  const left = [
    column(
      'right',
      turns.map(({ iteration }) => `${iteration.ordinal}`),
    ),
    column(
      'right',
      turns.map(({ iteration }) => formatDuration(lengthOf(iteration))),
      { paint },
    ),
  ];
  const room = screen.width - tableWidth(left) - GAP;
  const texts = turns.map(({ ledger }) => plain(formatSpending(ledger.entries, MOST_SPENT)));
  const width = shareRoom(room, texts, { narrowest: 16, widest: 40, forTexts: 60 });
  const bars = turns.map(({ iteration }) => drawTurn(iteration, pieces, longestTurn, width));
  const spent = texts.map((text) => firstItems(text, room - width - GAP, ' · '));
  return [
    ...left,
    column('left', bars, { paint: (cell) => paintSlices(cell, screen) }),
    column('left', spent, { paint: (cell) => screen.paint('dim', cell) }),
  ];
}

/** A bar of what the turn was spent on, in the order of time; all turns begin at the same column. */
function drawTurn(
  turn: Interval,
  pieces: readonly LedgerPiece[],
  longestTurn: number,
  columns: number,
): string {
  const { start, end } = turn;
  const slices = clipPieces(pieces, { start, end }).map(({ account, end }) => ({
    name: accountLooks[account],
    end,
  }));
  return drawSlices(slices, { start, end }, { start, end: start + longestTurn }, columns);
}

/** Those that took longest, in the order they come. */
function longest<Item>(
  items: readonly Item[],
  intervalOf: (item: Item) => Interval,
  most: number,
): readonly Item[] {
  if (items.length <= most) return items;
  const ranked = items.toSorted((a, b) => lengthOf(intervalOf(b)) - lengthOf(intervalOf(a)));
  const chosen = new Set(ranked.slice(0, most));
  return items.filter((item) => chosen.has(item));
}

function lengthOf({ start, end }: Interval): number {
  return end - start;
}

function drawRest(count: number, noun: string, screen: Screen): string[] {
  return count > 0 ? [screen.paint('dim', `${formatNumberOf(count, noun)} not drawn`)] : [];
}
