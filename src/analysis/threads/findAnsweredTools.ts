import type { Call } from '../../model/call';
import type { PromptPart } from '../../model/prompt';
import { type ConversationCall, conversationCallOf } from './conversationCall';

/** Names of the tools that an answer asked for and a later request brings results of, in the order of the answer. */
export function findAnsweredTools(asking: Call, bringing: Call): readonly string[] {
  const { asked, response } = conversationCallOf(asking);
  const toolCalls = response?.toolCalls ?? [];
  if (toolCalls.length === 0) return [];
  const results = resultsIn(conversationCallOf(bringing));
  const isAnswered = ({ id }: (typeof toolCalls)[number]) => id === undefined || results.ids.has(id);
  if (results.ids.size > 0 && asked.length > 0) return toolCalls.filter(isAnswered).map(({ name }) => name);
  return results.isLast ? toolCalls.map(({ name }) => name) : [];
}

/** Results of tools that a prompt brings after the last answer in it. Not all styles give them ids. */
function resultsIn({ keys }: ConversationCall): { ids: ReadonlySet<string>; isLast: boolean } {
  const messages = keys?.messages ?? [];
  const ids = new Set<string>();
  let isLast = false;
  for (let index = messages.length - 1; index >= 0; index -= 1) {
    const { kind, toolCalls = [] } = messages[index] as PromptPart;
    if (kind === 'assistant') break;
    if (kind !== 'toolResult') continue;
    isLast = true;
    for (const id of toolCalls) ids.add(id);
  }
  return { ids, isLast };
}
