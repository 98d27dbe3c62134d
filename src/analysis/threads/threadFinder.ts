import { partitionPoint } from '../../base/partitionPoint';
import type { Milliseconds } from '../../base/units';
import type { Activity, CallActivity } from '../activity';
import { buildThread } from './buildThread';
import { collectWork } from './collectWork';
import { isSameActivity } from './draft';
import { Drafts } from './drafts';
import { nestThreads } from './nestThreads';
import type { Thread } from './thread';
import { TurnBuilder } from './turnBuilder';

/** What has ended for so long changes no more: what is known of an answer late, such as its line, has come by then. */
const SETTLED_MS = 1000;

/**
 * Finds the threads of a run, and finds them anew as it goes on: what has settled is looked at once. Whatever it is
 * updated with, the threads are those that would be found from the start.
 */
export class ThreadFinder {
  readonly #turns = new TurnBuilder();
  readonly #drafts = new Drafts();
  #activities: readonly Activity[] = [];
  /** So many activities at the beginning, the calls among which were added for good. */
  #settled = 0;
  /** When the last of those calls ended. */
  #settledEnd = 0;

  /** Whether these are a later state of the activities that it knows: no call that has settled is different. */
  canGoOn(activities: readonly Activity[]): boolean {
    for (let index = 0; index < this.#settled; index++) {
      const [one, other] = [this.#activities[index], activities[index]];
      if (one === other) continue;
      if (one?.kind === 'call' ? other?.kind !== 'call' || one.call !== other.call : one?.id !== other?.id) {
        return this.#hasSameCalls(activities);
      }
    }
    return true;
  }

  /** @param activities that it can go on with, in the order they start */
  update(activities: readonly Activity[]): readonly Thread[] {
    const changedFrom = findFirstChange(this.#activities, activities);
    this.#activities = activities;
    this.#turns.forgetProvisional();
    this.#addCalls(activities);
    const { touched, from } = this.#drafts.update(this.#turns.takeTouched());
    const since = Math.min(changedFrom, from);
    const { all } = this.#drafts;
    const late = all.slice(partitionPoint(all, ({ start }) => start >= since));
    const early = [...touched].filter(({ start }) => start < since).sort((a, b) => a.start - b.start);
    const moved = nestThreads([...early, ...late], all);
    collectWork(activities, this.#drafts, Math.min(since, moved));
    return all.map(buildThread);
  }

  /** Other work that was told late, or is told no more, moves the calls after it; they may still be the same. */
  #hasSameCalls(activities: readonly Activity[]): boolean {
    const known = this.#activities.slice(0, this.#settled).flatMap(callsIn);
    const calls = activities.flatMap(callsIn).slice(0, known.length);
    if (calls.length < known.length || calls.some(({ call }, index) => call !== known[index]?.call))
      return false;
    const last = calls.at(-1);
    this.#settled = last ? activities.indexOf(last) + 1 : 0;
    return true;
  }

  #addCalls(activities: readonly Activity[]): void {
    const calls = activities.slice(this.#settled).flatMap(callsIn);
    const now = calls.reduce((last, { end }) => Math.max(last, end), this.#settledEnd);
    let next = 0;
    for (; next < calls.length; next += 1) {
      const call = calls[next] as CallActivity;
      if (call.isOpen || call.end > now - SETTLED_MS) break;
      this.#turns.add(call);
      this.#settledEnd = Math.max(this.#settledEnd, call.end);
    }
    if (next > 0) this.#settled = activities.indexOf(calls[next - 1] as CallActivity, this.#settled) + 1;
    this.#turns.beginProvisional();
    for (const call of calls.slice(next)) this.#turns.add(call);
  }
}

const noCalls: readonly CallActivity[] = [];

function callsIn(activity: Activity): CallActivity | readonly CallActivity[] {
  return activity.kind === 'call' ? activity : noCalls;
}

/** The start of the first activity that is new, not as it was, or gone. */
function findFirstChange(before: readonly Activity[], after: readonly Activity[]): Milliseconds {
  let index = 0;
  while (index < after.length && isSameActivity(before[index], after[index])) index += 1;
  const [one, other] = [before[index], after[index]];
  return Math.min(one?.start ?? Number.POSITIVE_INFINITY, other?.start ?? Number.POSITIVE_INFINITY);
}
