import type { Activity, ActivityId } from '../activity';
import { answerOf } from '../threads/answerOf';
import type { Iteration, ToolRun } from '../threads/thread';
import type { ThreadIndex, ThreadPlace } from '../threads/threadIndex';
import type { AnswerIndex } from './answerIndex';
import type { DependencyReason } from './dependencies';
import type { Places } from './places';

/** Something without which an activity could not have been what it was. */
export interface Need {
  /** Index of the activity that it came out of. */
  readonly from: number;
  readonly why: Exclude<DependencyReason, 'order' | 'join'>;
}

/** Most activities need nothing that can be told. */
const none: readonly Need[] = [];

/** What needs are told by: ids and digests, so that they hold however the flows of the program interleave. */
export interface NeedSources {
  readonly places: Places;
  readonly threads: ThreadIndex;
  /** Of the calls before. */
  readonly answers: AnswerIndex;
}

type Note = (from: number | undefined, why: Need['why']) => void;

/** What an activity needs of others; the strongest reason first. */
export function findNeeds(index: number, activity: Activity, sources: NeedSources): readonly Need[] {
  let needs: Need[] | undefined;
  const note: Note = (from, why) => {
    // What starts later than the activity itself gave it nothing.
    if (from === undefined || from >= index) return;
    if (!needs) needs = [{ from, why }];
    else if (!needs.some((need) => need.from === from)) needs.push({ from, why });
  };
  if (activity.kind === 'call') sources.answers.tell(activity.call, note);
  noteTools(activity.id, sources, note);
  if (activity.kind === 'call') {
    const place = sources.threads.placeOf(activity.id);
    if (place) noteTurn(place, sources, note);
  }
  return needs ?? none;
}

/** Work for a tool came after the answer that asked for it. */
function noteTools(id: ActivityId, { threads, places }: NeedSources, note: Note): void {
  for (const { thread, index } of threads.toolsOf(id)) {
    note(places.indexOf(answerOf(thread.iterations[index] as Iteration).id), 'tool');
  }
}

/** A turn of a conversation came after the one before, and the work between them. */
function noteTurn({ thread, index }: ThreadPlace, { threads, places }: NeedSources, note: Note): void {
  const before = thread.iterations[index - 1];
  for (const { activities } of before?.tools ?? noTools) {
    for (const id of activities) note(places.indexOf(id), 'tool');
  }
  const answered = before ?? originOf(thread, threads);
  if (answered) note(places.indexOf(answerOf(answered).id), 'conversation');
}

const noTools: readonly ToolRun[] = [];

function originOf({ branchOf }: ThreadPlace['thread'], threads: ThreadIndex): Iteration | undefined {
  return branchOf && threads.find(branchOf.thread)?.iterations[branchOf.iteration - 1];
}
