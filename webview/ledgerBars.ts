import type { TimelineAccountName, TimelineIteration } from '../src/protocol/timelineAnalysis';
import { accountNames } from './accountStyles';
import type { ThreadItem } from './arrangeItems';
import { lengthOf, type Viewport } from './viewport';
import type { Bar } from './waterfallBars';

export type BarsByAccount = Readonly<Record<TimelineAccountName, Bar[]>>;

/** Where the ledger of an iteration is drawn below the first line of its thread's head, in lines from its middle. */
export const LEDGER_OFFSET = 0.9;

/** Pixels below which an iteration is left out: its bracket tells of it. */
const LEAST = 2;

/** Pixels between the ledgers of neighbours. */
const SEAM = 2;

/** A head of a group and the line it stands on. */
export interface PlacedThread {
  readonly item: ThreadItem;
  readonly line: number;
}

/** For each iteration in view its ledger as a stacked bar from its start on, accounts always in the same order. */
export function buildLedgerBars(
  threads: readonly PlacedThread[],
  view: Viewport,
  width: number,
): BarsByAccount {
  const bars = Object.fromEntries(accountNames.map((name) => [name, [] as Bar[]])) as BarsByAccount;
  const pixel = lengthOf(view) / width;
  for (const { item, line } of threads) {
    for (const iteration of item.thread.iterations) {
      const isSeen = iteration.end > view.start && iteration.start < view.end;
      if (!isSeen || iteration.end - iteration.start < LEAST * pixel) continue;
      const seam = Math.min(SEAM * pixel, (iteration.end - iteration.start) / 4);
      for (const { account, x } of stack(iteration, view, seam))
        bars[account].push({ x, y: line + LEDGER_OFFSET });
    }
  }
  return bars;
}

interface Piece {
  readonly account: TimelineAccountName;
  readonly x: [number, number];
}

/** @param seam time left out at the end, so that what follows is told apart */
function stack({ start, end, ledger }: TimelineIteration, view: Viewport, seam: number): Piece[] {
  const sorted = ledger.toSorted((a, b) => accountNames.indexOf(a.account) - accountNames.indexOf(b.account));
  let at = start;
  return sorted.flatMap(({ account, time }): Piece[] => {
    const [from, to] = [Math.max(at, view.start), Math.min(at + time, view.end, end - seam)];
    at += time;
    return to > from ? [{ account, x: [from, to] }] : [];
  });
}
