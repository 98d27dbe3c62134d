import type { Answer } from '../answer/answer';
import { type JsonObject, listOf, objectOf, textOf } from '../json';

/**
 * Reads the reasoning in a `delta` or `message` of Chat Completions. OpenAI has none there; compatible servers have it
 * under several names, some under two at once, of which the first that says something counts. xAI may send a piece
 * twice; it is counted as often as it comes, since a model may well repeat itself.
 */
export function readChatReasoning(said: JsonObject, choice: number, answer: Answer): void {
  const details = listOf(said.reasoning_details).map(objectOf);
  const kind = details.some((detail) => detail.type === 'reasoning.summary') ? 'summary' : 'full';
  const text =
    textOf(said.reasoning_content) ||
    textOf(said.reasoning) ||
    details.map((detail) => textOf(detail.text) || textOf(detail.summary)).join('') ||
    listOf(said.content).map(thinkingOf).join('');
  answer.addReasoning(text, kind, choice);
  if (text !== '') return;
  // GitHub Copilot retells, and Perplexity tells what it is about to do.
  const retold = textOf(said.reasoning_text) || listOf(said.reasoning_steps).map(thoughtOf).join('');
  answer.addReasoning(retold, 'summary', choice);
}

/** A step of Perplexity's search, in concise streams. */
function thoughtOf(step: unknown): string {
  return textOf(objectOf(step).thought);
}

/** A content part of Mistral's that holds thoughts, as a list of texts. */
function thinkingOf(part: unknown): string {
  const thoughts = listOf(objectOf(part).thinking);
  return thoughts.map((thought) => textOf(objectOf(thought).text)).join('');
}
