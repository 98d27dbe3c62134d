import { History } from '../../base/history';
import { partitionPoint } from '../../base/partitionPoint';
import type { Milliseconds } from '../../base/units';
import type { Call, lastAttempt } from '../../model/call';
import type { ProcessInfo } from '../../model/run';
import type { Activity, ActivityId } from '../activity';
import type { Thread } from '../threads/thread';
import { ThreadIndex } from '../threads/threadIndex';
import { AnswerIndex } from './answerIndex';
import { findContainers } from './findContainers';
import { findNeeds } from './findNeeds';
import { FlowState } from './flowState';
import { FlowTracker } from './followFlows';
import { LinkedGraph } from './linkedGraph';
import { Places } from './places';
import type { Link } from './program';
import { ProgramIndex } from './programIndex';
import { partsFrom, usableFrom } from './usableFrom';

/** So many activities lie between two marks that can be gone back to. */
const STRIDE = 32;
/** So many marks are kept: what changes lies within some thousand activities of the end of a run. */
const MARKS = 128;

/** What has become of a run since a state of it. */
export interface GraphChange {
  /** What happened before is as it was, and so is what it came after. */
  readonly from: Milliseconds;
  /** Time before that belongs to the tools that it belonged to. */
  readonly tools: Milliseconds;
  /** Activities that are not as they were, but were there before. */
  readonly renewed: readonly Activity[];
}

/**
 * Finds what waited for what, and goes on where the run does: what comes after the first change is looked at again.
 * Whatever it is updated with, the graph is the one that would be found from the start.
 */
export class DependencyTracker {
  readonly #history = new History(MARKS);
  readonly #answers = new AnswerIndex(this.#history);
  readonly #programs = new ProgramIndex(this.#history);
  readonly #state = new FlowState(this.#history);
  readonly #flows = new FlowTracker(this.#state, this.#history);
  readonly #links: (readonly Link[])[] = [];
  readonly threads = new ThreadIndex();
  #places = new Places([]);
  #inside: ReadonlyMap<ActivityId, ActivityId> = new Map();

  /**
   * @param activities in the order they start
   * @returns undefined when what has changed lies too far back to go on
   */
  update(
    activities: readonly Activity[],
    threads: readonly Thread[],
    processes: readonly ProcessInfo[],
  ): { readonly graph: LinkedGraph; readonly change: GraphChange } | undefined {
    const before = this.#places.activities;
    const { from: changed, ended, same, renewed } = findChange(before, activities);
    const inside = findContainers(activities, processes);
    const moved = this.#findMoved(before, inside);
    const { needs, tools } = this.threads.update(threads);
    const from = Math.min(changed, moved, needs);
    const isKnown = this.#programs.renew(processes);
    const first = this.#goBack(isKnown ? startingFrom(before, from) : 0);
    if (first === undefined) return undefined;
    this.#inside = inside;
    this.#places = this.#places.goOn(activities, same);
    this.#state.renew(activities);
    for (let index = first; index < activities.length; index++) this.#add(index);
    const graph = new LinkedGraph(this.#places, this.#links.slice(), inside);
    return { graph, change: { from: Math.min(from, ended), tools, renewed } };
  }

  /** @returns index of the first activity that is to be looked at again */
  #goBack(to: number): number | undefined {
    if (to >= this.#links.length) return this.#links.length;
    const first = this.#history.goBack(to);
    if (first !== undefined) this.#links.length = first;
    return first;
  }

  #add(index: number): void {
    const { activities } = this.#places;
    const activity = activities[index] as Activity;
    // Far from the end nothing changes any more.
    if (index % STRIDE === 0 && index >= activities.length - STRIDE * MARKS) {
      this.#history.mark(index);
      this.#state.keep();
    }
    const container = this.#inside.get(activity.id);
    const place = container === undefined ? undefined : this.#places.indexOf(container);
    this.#state.begin(index, this.#programs.find(activity.process, place));
    const sources = { places: this.#places, threads: this.threads, answers: this.#answers };
    this.#links[index] = this.#flows.follow(index, findNeeds(index, activity, sources));
    if (activity.kind === 'call') this.#answers.add(activity.call, index);
  }

  /** The start of the first activity that is within another one than before. */
  #findMoved(before: readonly Activity[], inside: ReadonlyMap<ActivityId, ActivityId>): Milliseconds {
    if (this.#inside.size === 0 && inside.size === 0) return Number.POSITIVE_INFINITY;
    const moved = before.find(({ id }) => this.#inside.get(id) !== inside.get(id));
    return moved?.start ?? Number.POSITIVE_INFINITY;
  }
}

function startingFrom(activities: readonly Activity[], moment: Milliseconds): number {
  return partitionPoint(activities, ({ start }) => start >= moment);
}

interface ActivityChange {
  /** What was gone on from before that is as it was. */
  readonly from: Milliseconds;
  /** What has ended before that has ended when it had. */
  readonly ended: Milliseconds;
  /** So many activities at the beginning are the same ones. */
  readonly same: number;
  readonly renewed: readonly Activity[];
}

function findChange(before: readonly Activity[], after: readonly Activity[]): ActivityChange {
  const renewed: Activity[] = [];
  let [from, ended, same] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 0];
  for (; same < before.length || same < after.length; same++) {
    const [one, other] = [before[same], after[same]];
    if (one === other) continue;
    if (!one || !other || one.id !== other.id || one.start !== other.start) {
      const endless = Number.POSITIVE_INFINITY;
      from = Math.min(from, one?.start ?? endless, other?.start ?? endless);
      break;
    }
    renewed.push(other);
    ended = Math.min(ended, one.end, other.end);
    if (!saysTheSame(one, other)) from = Math.min(from, one.start);
    from = Math.min(from, usableSince(one, other));
  }
  return { from, ended, same, renewed };
}

/** The first moment at which only one of two states of an activity could be gone on from, or from parts of it. */
function usableSince(one: Activity, other: Activity): Milliseconds {
  const changes = [partsFrom, usableFrom].flatMap((momentOf) => {
    const [known, now] = [momentOf(one), momentOf(other)];
    return known === now ? [] : [known, now];
  });
  return Math.min(Number.POSITIVE_INFINITY, ...changes);
}

/** Whether nothing else is known of what led to an activity, and of what others can name it by. */
function saysTheSame(one: Activity, other: Activity): boolean {
  if (one.process !== other.process) return false;
  if (one.kind === 'work') {
    return other.kind === 'work' && one.work.work.attribution === other.work.work.attribution;
  }
  return other.kind === 'call' && (one.call === other.call || isSameCall(one.call, other.call));
}

function isSameCall(one: Call, other: Call): boolean {
  if (one.attribution !== other.attribution || one.attempts.length !== other.attempts.length) return false;
  return one.attempts.every((attempt, index) => {
    const now = other.attempts[index] as (typeof other.attempts)[number];
    return (
      attempt === now ||
      (attempt.id === now.id &&
        attempt.request === now.request &&
        attempt.quotes === now.quotes &&
        namesOf(attempt) === namesOf(now))
    );
  });
}

/** What a later request may name an answer by. */
function namesOf({ response }: ReturnType<typeof lastAttempt>): string {
  return [response?.responseId, ...(response?.toolCalls ?? []).map(({ id }) => id)].join(' ');
}
