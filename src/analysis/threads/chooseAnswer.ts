import { lastAttempt } from '../../model/call';
import type { PromptPart } from '../../model/prompt';
import type { ConversationCall } from './conversationCall';
import { shareExecution } from './executions';

/**
 * Of calls whose answer a prompt may hold at a position, the one that fits best; of equally good ones the latest.
 * @param candidates in the order they started
 * @param position of the answer among the prompt's messages
 */
export function chooseAnswer(
  candidates: readonly ConversationCall[],
  call: ConversationCall,
  position: number,
): ConversationCall | undefined {
  if (call.keys?.messages[position]?.kind === 'user') return findAskedInVain(candidates, call);
  const fitting = candidates.filter((candidate) => canBeAnswer(candidate, call, position));
  if (fitting.length < 2) return fitting[0];
  let [best, most] = [fitting[0], -1];
  for (const candidate of fitting) {
    const likeness = likenessOf(candidate, call, position);
    if (likeness >= most) [best, most] = [candidate, likeness];
  }
  return best;
}

/** What was asked in vain is asked again with more; without an answer nothing else tells that it is the same. */
function findAskedInVain(
  candidates: readonly ConversationCall[],
  { keys }: ConversationCall,
): ConversationCall | undefined {
  const alike = candidates.filter((candidate) => candidate.keys?.frameShape === keys?.frameShape);
  return alike.some(({ isAnswered }) => isAnswered) ? undefined : alike.at(-1);
}

function canBeAnswer(candidate: ConversationCall, call: ConversationCall, position: number): boolean {
  const messages = call.keys?.messages ?? [];
  const written = toolCallsAt(messages, position);
  if (written.length === 0 || written.some((id) => candidate.asked.includes(id))) return true;
  return candidate.asked.length === 0 && candidate.response?.toolCalls.length !== 0;
}

/** Ids of the tool calls of the answer at a position. */
function toolCallsAt(messages: readonly PromptPart[], position: number): string[] {
  const ids: string[] = [];
  for (let index = position; messages[index]?.kind === 'assistant'; index += 1) {
    ids.push(...(messages[index]?.toolCalls ?? []));
  }
  return ids;
}

/** How much speaks for an answer being the one that a call carries on: what can't be chance counts most. */
function likenessOf(candidate: ConversationCall, call: ConversationCall, position: number): number {
  const signs = [
    candidate.keys?.prefixes.at(-1) === call.keys?.prefixes[position],
    quotes(call, candidate),
    shareExecution(candidate.call, call.call),
    candidate.keys?.frame === call.keys?.frame,
    candidate.call.process === call.call.process,
    candidate.keys?.frameShape === call.keys?.frameShape,
    candidate.request.model === call.request.model,
    candidate.isAnswered,
  ];
  return signs.reduce((sum, sign) => sum * 2 + Number(sign), 0);
}

function quotes({ call }: ConversationCall, { call: quoted }: ConversationCall): boolean {
  const ids = lastAttempt(call).quotes ?? [];
  return quoted.attempts.some(({ id }) => ids.includes(id));
}
