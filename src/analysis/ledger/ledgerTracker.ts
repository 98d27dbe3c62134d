import { partitionPoint } from '../../base/partitionPoint';
import { Sieve } from '../../base/sieve';
import type { Milliseconds } from '../../base/units';
import type { Run } from '../../model/run';
import type { Work } from '../../model/work';
import type { Activity, ActivityId } from '../activity';
import type { CriticalPath, PathSegment } from '../graph/criticalPath';
import type { ThreadIndex } from '../threads/threadIndex';
import { cutSteps, markPauses } from './cutIntoAccounts';
import { findIdleness, GapExplainer, isSleep } from './explainGap';
import type { LedgerPiece } from './ledger';
import { ToolIndex } from './toolIndex';

/** A state of a run to be cut into accounts. */
export interface LedgerState {
  readonly run: Run;
  readonly activities: readonly Activity[];
  readonly threads: ThreadIndex;
  readonly path: CriticalPath;
  find(id: ActivityId): Activity | undefined;
  /** Up to when threads are as they were in the state before. */
  readonly until: Milliseconds;
  /** Activities that are not as they were. */
  readonly changed: readonly Activity[];
}

/** A segment that was cut. */
interface CutStep {
  readonly segment: PathSegment;
  /** Number of pieces up to its end. */
  readonly pieces: number;
  /** What was left before it of stretches of which something was spent in it. */
  readonly spent: readonly (readonly [Work, Milliseconds | undefined])[];
}

const nothing: CutStep['spent'] = [];

/**
 * Cuts the critical path of a run into accounts, and goes on where the run does: from the first segment that is another
 * one, or of which something else is known. The pieces are those that would be found from the start.
 */
export class LedgerTracker {
  readonly #loads = new Sieve<Work>(({ kind }) => kind === 'cpu');
  readonly #sleeps = new Sieve<Activity>(isSleep);
  #work: readonly Work[] = [];
  readonly #steps: CutStep[] = [];
  readonly #pieces: LedgerPiece[] = [];
  readonly #left = new Map<Work, Milliseconds>();

  update(state: LedgerState): readonly LedgerPiece[] {
    const { run, activities, path, find, threads } = state;
    const work = this.#loads.update(run.work);
    const known = Math.min(state.until, findChangedLoad(this.#work, work));
    this.#work = work;
    this.#goBack(countSame(this.#steps, state, known), find);
    const from = this.#steps.length;
    let spent: (readonly [Work, Milliseconds | undefined])[] = [];
    const since = path.segments[from]?.start ?? Number.POSITIVE_INFINITY;
    const idleness = findIdleness({ work }, this.#sleeps.update(activities), since);
    const gaps = new GapExplainer(idleness, this.#left, (work, before) => spent.push([work, before]));
    cutSteps(path.segments, from, { find, gaps, tools: new ToolIndex(threads) }, (pieces) => {
      const segment = path.segments[this.#steps.length] as PathSegment;
      for (const piece of pieces) this.#pieces.push(piece);
      this.#steps.push({ segment, pieces: this.#pieces.length, spent: spent.length > 0 ? spent : nothing });
      if (spent.length > 0) spent = [];
    });
    return markPauses(this.#pieces.slice(), run.pauses);
  }

  /** What lies between two calls hangs on the next one as well. */
  #goBack(same: number, find: LedgerState['find']): void {
    let to = same;
    const isCall = ({ segment: { activity } }: CutStep) =>
      activity !== undefined && find(activity)?.kind === 'call';
    while (to > 0 && !isCall(this.#steps[to - 1] as CutStep)) to -= 1;
    while (this.#steps.length > to) {
      const { spent } = this.#steps.pop() as CutStep;
      for (const [work, before] of spent.toReversed()) {
        if (before === undefined) this.#left.delete(work);
        else this.#left.set(work, before);
      }
    }
    this.#pieces.length = this.#steps.at(-1)?.pieces ?? 0;
  }
}

/** How many of the segments that were cut are as they were, and so is all that is known of them. */
function countSame(
  steps: readonly CutStep[],
  { path: { segments }, changed }: LedgerState,
  until: Milliseconds,
): number {
  let same = 0;
  while (same < segments.length && steps[same]?.segment === segments[same]) same += 1;
  same = Math.min(
    same,
    partitionPoint(segments, ({ end }) => end > until),
  );
  for (const activity of changed) same = Math.min(same, findSegment(segments, activity));
  return same;
}

/** The start of the first stretch of computing that is not as it was. */
function findChangedLoad(before: readonly Work[], after: readonly Work[]): Milliseconds {
  let from = Number.POSITIVE_INFINITY;
  const length = Math.max(before.length, after.length);
  for (let index = 0; index < length; index++) {
    const [one, other] = [before[index], after[index]];
    if (one === other) continue;
    from = Math.min(from, one?.start ?? from, other?.start ?? from);
    if (one?.id !== other?.id) break;
  }
  return from;
}

/** Index of the first segment that leads through an activity; Infinity where none does. */
function findSegment(segments: readonly PathSegment[], { id, start, end }: Activity): number {
  const first = partitionPoint(segments, (segment) => segment.end > start);
  for (let index = first; index < segments.length; index++) {
    const segment = segments[index] as PathSegment;
    if (segment.activity === id) return index;
    if (segment.start >= end) break;
  }
  return Number.POSITIVE_INFINITY;
}
