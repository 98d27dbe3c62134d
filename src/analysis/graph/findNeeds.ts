import type { Attempt } from '../../model/attempt';
import type { Call } from '../../model/call';
import type { PromptPart } from '../../model/prompt';
import type { Activity, ActivityId } from '../activity';
import type { Iteration, Thread } from '../threads/thread';
import type { DependencyReason } from './dependencies';

/** Something without which an activity could not have been what it was. */
export interface Need {
  /** Index of the activity that it came out of. */
  readonly from: number;
  readonly why: Exclude<DependencyReason, 'order' | 'join'>;
}

/** Takes a need down, when it is one: what starts later than the activity itself gave it nothing. */
type Note = (to: number, from: number | undefined, why: Need['why']) => void;

/**
 * What each activity needs of others, by index; the strongest reason first. Told by ids and digests, so that it holds
 * however the flows of the program interleave.
 * @param activities in the order they start
 */
export function findNeeds(
  activities: readonly Activity[],
  threads: readonly Thread[],
): readonly (readonly Need[])[] {
  const needs: Need[][] = activities.map(() => []);
  const note: Note = (to, from, why) => {
    const known = needs[to];
    if (from === undefined || from >= to || !known || known.some((need) => need.from === from)) return;
    known.push({ from, why });
  };
  const indexOf = new Map<ActivityId, number>(activities.map(({ id }, index) => [id, index]));
  noteAnswers(activities, note);
  for (const thread of threads) noteThread(thread, threads, indexOf, note);
  return needs;
}

/** What requests tell of earlier answers: ids of tool calls, ids of answers, words. */
function noteAnswers(activities: readonly Activity[], note: Note): void {
  const given = new Map<string, number>();
  for (const [index, activity] of activities.entries()) {
    if (activity.kind !== 'call') continue;
    const { attempts } = activity.call;
    for (const { request } of attempts) {
      for (const id of newResults(request.prompt)) note(index, given.get(`tool ${id}`), 'toolResult');
      note(index, given.get(`answer ${request.continuesResponse}`), 'conversation');
    }
    for (const id of attempts.flatMap(({ quotes = [] }) => quotes)) {
      note(index, given.get(`attempt ${id}`), 'quote');
    }
    for (const name of attempts.flatMap(namesOf)) given.set(name, index);
  }
}

/** By which later requests may call an attempt. */
function namesOf({ id, response }: Attempt): string[] {
  const tools = (response?.toolCalls ?? []).flatMap((tool) =>
    tool.id === undefined ? [] : `tool ${tool.id}`,
  );
  const answer = response?.responseId === undefined ? [] : [`answer ${response.responseId}`];
  return [`attempt ${id}`, ...answer, ...tools];
}

/** Ids of the tool calls whose results stand after the last answer in a prompt: earlier ones were brought before. */
function newResults(prompt: readonly PromptPart[] = []): readonly string[] {
  const ids: string[] = [];
  for (let index = prompt.length - 1; index >= 0; index--) {
    const { kind, toolCalls } = prompt[index] as PromptPart;
    if (kind === 'assistant') break;
    if (kind === 'toolResult' && toolCalls) ids.push(...toolCalls);
  }
  return ids;
}

/** What the turns of a conversation need of each other, and the work between them. */
function noteThread(
  thread: Thread,
  threads: readonly Thread[],
  indexOf: ReadonlyMap<ActivityId, number>,
  note: Note,
): void {
  let before = originOf(thread, threads);
  for (const iteration of thread.iterations) {
    const from = before && indexOf.get(answerOf(before).id);
    for (const { id } of iteration.calls) note(indexOf.get(id) ?? 0, from, 'conversation');
    noteTools(iteration, thread.iterations[iteration.ordinal], indexOf, note);
    before = iteration;
  }
}

function originOf({ branchOf }: Thread, threads: readonly Thread[]): Iteration | undefined {
  if (!branchOf) return undefined;
  return threads.find(({ id }) => id === branchOf.thread)?.iterations[branchOf.iteration - 1];
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
    if (work === undefined) continue;
    note(work, asker, 'tool');
    for (const call of next?.calls ?? []) note(indexOf.get(call.id) ?? 0, work, 'tool');
  }
}

/** The call of a turn that the conversation goes on from: the last that it made. */
function answerOf({ calls }: Iteration): Call {
  return calls[calls.length - 1] as Call;
}
