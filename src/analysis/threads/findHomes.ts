import type { CallSiteId } from '../../base/units';
import { callSiteIdOf } from '../../model/attribution';
import { type Execution, executionsOf } from './executions';
import type { Conversation } from './partConversations';
import { firstCallOf, type Turn } from './turn';

/** The execution of the program's function that has a conversation: what it called, the calls and the tools, comes through it. */
export interface Home {
  readonly execution: Execution;
  /** The frame that it was called from. */
  readonly place: CallSiteId;
}

/**
 * The innermost executions that successive turns were made through: all of them through the same one, unless the first
 * turn was made before anything was awaited.
 */
export function findHomes(turns: Conversation): readonly Home[] {
  const homes = new Map<Execution, Home>();
  for (const [index, turn] of turns.entries()) {
    const next = turns[index + 1];
    const home = next && findShared(turn, next);
    if (home) homes.set(home.execution, home);
  }
  return [...homes.values()];
}

function findShared(turn: Turn, next: Turn): Home | undefined {
  const { call } = firstCallOf(turn);
  const before = executionsOf(call);
  const execution = executionsOf(firstCallOf(next).call).find(
    (one) => one !== undefined && before.includes(one),
  );
  const frame = execution === undefined ? undefined : call.attribution.chain[before.indexOf(execution)];
  return execution === undefined || !frame ? undefined : { execution, place: callSiteIdOf(frame) };
}
