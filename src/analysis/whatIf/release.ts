import { type Interval, mergeIntervals } from '../../base/intervals';
import { partitionPoint } from '../../base/partitionPoint';
import type { Milliseconds } from '../../base/units';
import type { PhaseName } from '../../metrics/phases';
import type { Activity } from '../activity';
import type { Piece } from './pieces';

/** What was to come in a stretch is read this soon after it. */
const SLACK_MS = 5;

/** What the client itself does or waits for, and would have done without the stretch. */
const ownPhases: ReadonlySet<PhaseName> = new Set(['queue', 'connect', 'send', 'backoff', 'retryAfter']);

/** Stretches of time that a run is to do without. */
export class Released {
  private readonly stretches: readonly Interval[];

  constructor(stretches: readonly Interval[]) {
    this.stretches = mergeIntervals(stretches.filter(({ start, end }) => start < end));
  }

  /** How much of an interval lies in them. */
  within({ start, end }: Interval): Milliseconds {
    return this.touching({ start, end }).reduce(
      (sum, stretch) => sum + Math.min(stretch.end, end) - Math.max(stretch.start, start),
      0,
    );
  }

  /** Whether anything of an interval lies in them. */
  touch(interval: Interval): boolean {
    return this.touching(interval).length > 0;
  }

  /**
   * What the program itself was at takes that much less. What others work on goes on meanwhile: only when it ended in a
   * stretch, or right after it, could it have been seen earlier, and some time in the stretch is all that is known.
   */
  shorten(activity: Activity, pieces: readonly Piece[]): readonly Piece[] {
    const isComputing = activity.kind === 'work' && activity.work.work.kind === 'cpu';
    return pieces.map((piece) => {
      const { name, start, end } = piece;
      if (isComputing || (name !== undefined && ownPhases.has(name))) {
        return { ...piece, length: Math.max(0, piece.length - this.within(piece)) };
      }
      if (end < activity.end) return piece;
      const late = this.touching({ start: end - SLACK_MS, end })[0];
      const hidden = late ? Math.min(end - Math.max(start, late.start), piece.length) : 0;
      return { ...piece, length: piece.length - hidden / 2, doubt: Math.max(piece.doubt, hidden / 2) };
    });
  }

  private touching({ start, end }: Interval): readonly Interval[] {
    const first = partitionPoint(this.stretches, (stretch) => stretch.end > start);
    const after = partitionPoint(this.stretches, (stretch) => stretch.start >= end);
    return this.stretches.slice(first, after);
  }
}
