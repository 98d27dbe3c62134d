import type { Activity } from '../activity';
import { buildThreads } from './buildThreads';
import { collectWork } from './collectWork';
import { draftThreads } from './draftThreads';
import { findTurns } from './findTurns';
import { nestThreads } from './nestThreads';
import { partConversations } from './partConversations';
import type { Thread } from './thread';

/**
 * The conversations of a run, in the order they began.
 * @param activities of the run, in the order they start
 */
export function findThreads(activities: readonly Activity[]): readonly Thread[] {
  const calls = activities.filter((activity) => activity.kind === 'call');
  const drafts = draftThreads(partConversations(findTurns(calls)));
  nestThreads(drafts);
  return buildThreads(drafts, collectWork(activities, drafts));
}
