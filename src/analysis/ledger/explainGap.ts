import { extend } from '../../base/extend';
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
  readonly busy: Milliseconds;
}

/** A part of a load that has got its place. */
interface PlacedLoad extends Interval {
  readonly work: Work;
}

/** What is known of a program besides what it waited for, each kind in order. */
export interface Idleness {
  readonly sleeps: readonly Interval[];
  readonly loads: ReadonlyMap<ProcessId, readonly Load[]>;
}

/**
 * Collects what explains time between two activities: sleeps, and how busy the event loop was.
 * @param from what ended before that is left out
 */
export function findIdleness(
  { work: all }: Pick<Run, 'work'>,
  activities: readonly Activity[],
  from = Number.NEGATIVE_INFINITY,
): Idleness {
  const loads: Load[] = [];
  for (const work of all) {
    if (work.kind !== 'cpu') continue;
    const { start, end = start, busy = 0 } = work;
    if (end > from) loads.push({ start, end, work, busy });
  }
  const inOrder = loads.sort((a, b) => a.start - b.start);
  return {
    sleeps: mergeIntervals(activities.filter((activity) => activity.end > from && isSleep(activity))),
    loads: groupBy(inOrder, ({ work }) => work.process),
  };
}

/** Whether a program waited for a timer. */
export function isSleep(activity: Activity): boolean {
  return activity.kind === 'work' && activity.work.work.kind === 'timer';
}

/** Takes down how much of a stretch was left before something was spent of it; undefined where all of it was. */
export type NoteSpent = (work: Work, before: Milliseconds | undefined) => void;

/** Explains the gaps of one path: what is spent in one gap is not there for the next. */
export class GapExplainer {
  /**
   * @param left for how long event loops were busy besides what was explained before
   * @param noteSpent is told of each change of that
   */
  constructor(
    private readonly idleness: Idleness,
    private readonly left = new Map<Work, Milliseconds>(),
    private readonly noteSpent?: NoteSpent,
  ) {}

  /**
   * Explains a piece, as far as that goes.
   * @param processes that may have been at work
   */
  explain(gap: LedgerPiece, processes: readonly ProcessId[]): readonly LedgerPiece[] {
    const { sleeps, loads } = this.idleness;
    let pieces: readonly LedgerPiece[] = changeWithin([gap], overlapping(sleeps, gap), toSleep);
    for (const process of processes) {
      pieces = this.#explainBusy(pieces, overlapping(loads.get(process) ?? [], gap));
    }
    return pieces;
  }

  #explainBusy(pieces: readonly LedgerPiece[], loads: readonly Load[]): readonly LedgerPiece[] {
    if (loads.length === 0) return pieces;
    const open = pieces.filter(({ account }) => account === 'unexplained');
    const placed = open.flatMap((piece) =>
      overlapping(loads, piece).flatMap((load) => this.#place(load, piece)),
    );
    return changeWithin(pieces, placed, (piece, { work }) => {
      const name = nameWork(work);
      const changed = { ...piece, account: 'cpu' } as const;
      return name === 'computing' ? changed : extend(changed, { spentOn: { account: 'cpu', name } });
    });
  }

  /** When the event loop was busy within its stretch is not known: that is put to the beginning of what is unexplained of it. */
  #place(load: Load, piece: Interval): PlacedLoad[] {
    const before = this.left.get(load.work);
    const left = before ?? load.busy;
    const start = Math.max(piece.start, load.start);
    const time = Math.min(left, Math.min(piece.end, load.end) - start);
    if (time <= 0) return [];
    this.left.set(load.work, left - time);
    this.noteSpent?.(load.work, before);
    return [{ start, end: start + time, work: load.work }];
  }
}

/**
 * A timer's callback runs when the event loop and the machine get to it; known is when it was due. What nothing else
 * explains right after a sleep is that, up to here.
 */
const LATE_MS = 20;

/** Takes the time in which a sleep should have been over for that sleep, as far as nothing else explains it. */
export function markLate(pieces: readonly LedgerPiece[], { start, end }: Interval): readonly LedgerPiece[] {
  if (end - start > LATE_MS) return pieces;
  return pieces.map((piece) => (piece.account === 'unexplained' ? toSleep(piece) : piece));
}

function toSleep(piece: LedgerPiece): LedgerPiece {
  return { ...piece, account: 'sleep' };
}

/** @param intervals in order, without overlap */
function overlapping<Item extends Interval>(
  intervals: readonly Item[],
  { start, end }: Interval,
): readonly Item[] {
  if (intervals.length === 0) return intervals;
  const first = partitionPoint(intervals, (interval) => interval.end > start);
  const after = partitionPoint(intervals, (interval) => interval.start >= end);
  return intervals.slice(first, after);
}
