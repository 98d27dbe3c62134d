import { formatNumberOf } from '../../base/format';
import { memoiseByIdentity } from '../../base/memoise';
import type { Milliseconds } from '../../base/units';
import type { Activity, ActivityId } from '../activity';
import type { RunAnalysis } from '../analyseRun';
import type { Change } from './change';
import { changerOf, type LengthChange } from './changePieces';
import { findPaces, type Pace, unknownPace } from './pace';
import { cutIntoPieces, type Piece, type Pieces } from './pieces';
import { lagOf, lastMoment, type Plan } from './plan';
import { Released } from './release';

/** How long things take after changes, by the place of the activity. */
export interface Resized {
  readonly pieces: Pieces;
  /** Time that the program no longer takes before an activity. */
  readonly lagCuts: ReadonlyMap<number, Milliseconds>;
  /** What is no more. */
  readonly gone: ReadonlySet<number>;
  /** Answers that are to be streamed. */
  readonly streamed: ReadonlySet<number>;
  readonly caveats: readonly string[];
}

/** Makes things take as long as changes want. */
export function resize(analysis: RunAnalysis, plan: Plan, changes: readonly Change[]): Resized {
  const draft = new Draft(analysis, plan);
  for (const change of changes) draft.take(change);
  return draft;
}

class Draft implements Resized {
  readonly pieces = new Map<number, readonly Piece[]>();
  readonly lagCuts = new Map<number, Milliseconds>();
  readonly gone = new Set<number>();
  readonly streamed = new Set<number>();
  readonly caveats: string[] = [];

  constructor(
    private readonly analysis: RunAnalysis,
    private readonly plan: Plan,
  ) {}

  take(change: Change): void {
    switch (change.kind) {
      case 'parallel':
      case 'fanOut':
        break;
      case 'scale':
        if (change.factor === 0 && !change.phases) this.doAwayWith(this.indexesOf(change.activities));
        else this.change(change.activities, change);
        break;
      case 'stream':
        for (const index of this.indexesOf(change.calls)) this.streamed.add(index);
        break;
      case 'release':
        this.release(new Released(change.stretches));
        break;
      default:
        this.change(change.calls, change);
    }
  }

  private indexesOf(ids: readonly ActivityId[]): readonly number[] {
    return ids.flatMap((id) => this.plan.indexOf.get(id) ?? []);
  }

  private change(ids: readonly ActivityId[], change: LengthChange): void {
    const changePieces = changerOf(change, findPaces(this.analysis.run.calls));
    let missed = 0;
    for (const index of this.indexesOf(ids)) {
      const activity = this.plan.activities[index] as Activity;
      const changed = changePieces(
        this.piecesOf(index),
        activity.kind === 'call' ? activity.call : undefined,
      );
      if (changed) this.pieces.set(index, changed);
      else missed += 1;
    }
    if (missed > 0) this.caveats.push(tellMissed(missed));
  }

  /** What goes on within them is no more either. */
  private doAwayWith(indexes: readonly number[]): void {
    for (const index of indexes) {
      this.gone.add(index);
      this.pieces.set(
        index,
        this.piecesOf(index).map((piece) => ({ ...piece, length: 0 })),
      );
      this.doAwayWith(this.plan.contents.get(index) ?? []);
    }
  }

  private release(released: Released): void {
    for (const [index, activity] of this.plan.activities.entries()) {
      const links = this.plan.links[index] ?? [];
      if (lagOf(links, activity.start) > 0) {
        const cut = released.within({ start: lastMoment(links), end: activity.start });
        if (cut > 0) this.lagCuts.set(index, (this.lagCuts.get(index) ?? 0) + cut);
      }
      if (released.touch(activity)) {
        this.pieces.set(index, released.shorten(activity, this.piecesOf(index)));
      }
    }
  }

  private piecesOf(index: number): readonly Piece[] {
    return this.pieces.get(index) ?? recordedPieces(this.analysis, this.plan.activities[index] as Activity);
  }
}

/** How an activity went, as recorded. Worked out once: a ranking asks for the same ones again and again. */
export function recordedPieces(analysis: RunAnalysis, activity: Activity): readonly Piece[] {
  return piecesIn(analysis)(activity);
}

const piecesIn = memoiseByIdentity((analysis: RunAnalysis) =>
  memoiseByIdentity((activity: Activity) => cutIntoPieces(activity, paceOf(activity, analysis))),
);

function paceOf(activity: Activity, { run }: RunAnalysis): Pace {
  return activity.kind === 'call' ? findPaces(run.calls)(activity.call) : unknownPace;
}

function tellMissed(missed: number): string {
  return `Of ${formatNumberOf(missed, 'call')} it is not known how much of the time ${missed === 1 ? 'it' : 'they'} took was spent on what is supposed to change: nothing is changed there.`;
}
