import type { Activity } from '../activity';
import { buildThreads } from './buildThreads';
import { findTurns } from './findTurns';
import { partConversations } from './partConversations';
import type { Thread } from './thread';

/**
 * The conversations of a run, in the order they began.
 * @param activities of the run, in the order they start
 */
export function findThreads(activities: readonly Activity[]): readonly Thread[] {
  const calls = activities.filter((activity) => activity.kind === 'call');
  return buildThreads(partConversations(findTurns(calls)));
}
