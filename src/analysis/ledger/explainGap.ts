import { groupBy } from '../../base/groupBy';
import { type Interval, mergeIntervals } from '../../base/intervals';
import { partitionPoint } from '../../base/partitionPoint';
import type { Milliseconds, ProcessId } from '../../base/units';
import type { Run } from '../../model/run';
import type { Work } from '../../model/work';
import type { Activity } from '../activity';
import { nameWork } from '../workText';
import { changeWithin } from './changeWithin';
import type { LedgerPiece } from './ledger';

/** A stretch for which it is known how long the event loop was busy in it, but not when. */
interface Load extends Interval {
  readonly work: Work;
  /** What of that is not in an account yet. */
  left: Milliseconds;
}

/** Explains time between two activities by what is known of the program: that it slept, that its event loop was busy. */
export class GapExplainer {
  readonly #sleeps: readonly Interval[];
  readonly #loads: ReadonlyMap<ProcessId, readonly Load[]>;

  constructor(run: Run, activities: readonly Activity[]) {
    this.#sleeps = mergeIntervals(activities.filter(isSleep));
    const loads = run.work.flatMap((work): Load[] => {
      const { kind, start, end = start, busy = 0 } = work;
      return kind === 'cpu' ? [{ start, end, work, left: busy }] : [];
    });
    this.#loads = groupBy(
      loads.sort((a, b) => a.start - b.start),
      ({ work }) => work.process,
    );
  }

  /**
   * Explains a piece, as far as that goes.
   * @param processes that may have been at work
   */
  explain(gap: LedgerPiece, processes: ReadonlySet<ProcessId>): readonly LedgerPiece[] {
    const slept = changeWithin([gap], overlapping(this.#sleeps, gap), (piece) => ({
      ...piece,
      account: 'sleep',
    }));
    return [...processes].reduce((pieces, process) => this.#explainBusy(pieces, gap, process), slept);
  }

  #explainBusy(pieces: readonly LedgerPiece[], gap: Interval, process: ProcessId): readonly LedgerPiece[] {
    const loads = overlapping(this.#loads.get(process) ?? [], gap);
    if (loads.length === 0) return pieces;
    const busy = pieces.flatMap((piece) =>
      piece.account === 'unexplained'
        ? overlapping(loads, piece).flatMap((load) => placeLoad(piece, load))
        : [],
    );
    return changeWithin(pieces, busy, (piece, { work }) => {
      const name = nameWork(work);
      return { ...piece, account: 'cpu', ...(name === 'blocked' && { spentOn: { account: 'cpu', name } }) };
    });
  }
}

/** When the event loop was busy within its stretch is not known: it is put to the beginning of what is unexplained of it. */
function placeLoad(piece: Interval, load: Load): (Interval & { readonly work: Work })[] {
  const start = Math.max(piece.start, load.start);
  const time = Math.min(load.left, Math.min(piece.end, load.end) - start);
  if (time <= 0) return [];
  load.left -= time;
  return [{ start, end: start + time, work: load.work }];
}

function isSleep(activity: Activity): boolean {
  return activity.kind === 'work' && activity.work.work.kind === 'timer';
}

/** @param intervals in order, without overlap */
function overlapping<Item extends Interval>(
  intervals: readonly Item[],
  { start, end }: Interval,
): readonly Item[] {
  const first = partitionPoint(intervals, (interval) => interval.end > start);
  const after = partitionPoint(intervals, (interval) => interval.start >= end);
  return intervals.slice(first, after);
}
