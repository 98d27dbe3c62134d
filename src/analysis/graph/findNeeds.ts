import type { Call } from '../../model/call';
import type { Activity, ActivityId } from '../activity';
import type { Iteration, Thread, ThreadId } from '../threads/thread';
import { AnswerIndex } from './answerIndex';
import type { DependencyReason } from './dependencies';

/** Something without which an activity could not have been what it was. */
export interface Need {
  /** Index of the activity that it came out of. */
  readonly from: number;
  readonly why: Exclude<DependencyReason, 'order' | 'join'>;
}

/** Most activities need nothing that can be told. */
const none: Need[] = [];

/** Takes a need down, when it is one: what starts later than the activity itself gave it nothing. */
type Note = (to: number | undefined, from: number | undefined, why: Need['why']) => void;

/**
 * What each activity needs of others, by index; the strongest reason first. Told by ids and digests, so that it holds
 * however the flows of the program interleave.
 * @param activities in the order they start
 * @param indexOf where each stands
 */
export function findNeeds(
  activities: readonly Activity[],
  threads: readonly Thread[],
  indexOf: ReadonlyMap<ActivityId, number>,
): readonly (readonly Need[])[] {
  const needs: Need[][] = activities.map(() => none);
  const note: Note = (to, from, why) => {
    if (to === undefined || from === undefined || from >= to) return;
    const known = needs[to] as Need[];
    if (known === none) needs[to] = [{ from, why }];
    else if (!known.some((need) => need.from === from)) known.push({ from, why });
  };
  noteAnswers(activities, note);
  const byId = new Map(threads.map((thread) => [thread.id, thread]));
  for (const thread of threads) noteThread(thread, byId, indexOf, note);
  return needs;
}

/** What requests tell of earlier answers: ids of tool calls, ids of answers, words. */
function noteAnswers(activities: readonly Activity[], note: Note): void {
  const answers = new AnswerIndex();
  for (const [index, activity] of activities.entries()) {
    if (activity.kind !== 'call') continue;
    answers.tell(activity.call, (from, why) => note(index, from, why));
    answers.add(activity.call, index);
  }
}

/** What the turns of a conversation need of each other, and the work between them. */
function noteThread(
  thread: Thread,
  threads: ReadonlyMap<ThreadId, Thread>,
  indexOf: ReadonlyMap<ActivityId, number>,
  note: Note,
): void {
  let before = originOf(thread, threads);
  for (const iteration of thread.iterations) {
    const from = before && indexOf.get(answerOf(before).id);
    for (const { id } of iteration.calls) note(indexOf.get(id), from, 'conversation');
    noteTools(iteration, thread.iterations[iteration.ordinal], indexOf, note);
    before = iteration;
  }
}

function originOf({ branchOf }: Thread, threads: ReadonlyMap<ThreadId, Thread>): Iteration | undefined {
  if (!branchOf) return undefined;
  return threads.get(branchOf.thread)?.iterations[branchOf.iteration - 1];
}

function noteTools(
  iteration: Iteration,
  next: Iteration | undefined,
  indexOf: ReadonlyMap<ActivityId, number>,
  note: Note,
): void {
  const asker = indexOf.get(answerOf(iteration).id);
  for (const id of iteration.tools.flatMap((tool) => tool.activities)) {
    const work = indexOf.get(id);
    note(work, asker, 'tool');
    for (const call of next?.calls ?? []) note(indexOf.get(call.id), work, 'tool');
  }
}

/** The call of a turn that the conversation goes on from: the last that it made. */
function answerOf({ calls }: Iteration): Call {
  return calls[calls.length - 1] as Call;
}
