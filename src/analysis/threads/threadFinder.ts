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
  /** Calls that were added for good. */
  readonly #settled: CallActivity[] = [];
  readonly #drafts = new Drafts();
  #activities: readonly Activity[] = [];

  /** Whether these are a later state of the activities that it knows: nothing that has settled is different. */
  canGoOn(activities: readonly Activity[]): boolean {
    let next = 0;
    for (const activity of activities) {
      if (next === this.#settled.length) break;
      if (activity.kind !== 'call') continue;
      if (activity.call !== this.#settled[next]?.call) return false;
      next += 1;
    }
    return next === this.#settled.length;
  }

  /** @param activities that it can go on with, in the order they start */
  update(activities: readonly Activity[]): readonly Thread[] {
    const changedFrom = findFirstChange(this.#activities, activities);
    this.#activities = activities;
    this.#turns.forgetProvisional();
    this.#addCalls(activities.filter((activity) => activity.kind === 'call'));
    const { touched, from } = this.#drafts.update(this.#turns.takeTouched());
    const since = Math.min(changedFrom, from);
    const { all } = this.#drafts;
    const moved = nestThreads(
      all.filter((draft) => draft.start >= since || touched.has(draft)),
      all,
    );
    collectWork(activities, this.#drafts, Math.min(since, moved));
    return all.map(buildThread);
  }

  #addCalls(calls: readonly CallActivity[]): void {
    const now = calls.reduce((last, { end }) => Math.max(last, end), 0);
    let next = this.#settled.length;
    for (; next < calls.length; next += 1) {
      const call = calls[next] as CallActivity;
      if (call.isOpen || call.end > now - SETTLED_MS) break;
      this.#turns.add(call);
      this.#settled.push(call);
    }
    this.#turns.beginProvisional();
    for (const call of calls.slice(next)) this.#turns.add(call);
  }
}

/** The start of the first activity that is new, not as it was, or gone. */
function findFirstChange(before: readonly Activity[], after: readonly Activity[]): Milliseconds {
  let index = 0;
  while (index < after.length && isSameActivity(before[index], after[index])) index += 1;
  const [one, other] = [before[index], after[index]];
  return Math.min(one?.start ?? Number.POSITIVE_INFINITY, other?.start ?? Number.POSITIVE_INFINITY);
}
