import type { Answer } from '../answer/answer';
import { type JsonObject, listOf, objectOf, textOf } from '../json';

/**
 * Reads the reasoning in a `delta` or `message` of Chat Completions. OpenAI has none there; compatible servers have it
 * under several names, some under two at once, of which the first that says something counts.
 */
export function readChatReasoning(said: JsonObject, choice: number, answer: Answer): void {
  const details = listOf(said.reasoning_details).map(objectOf);
  const kind = details.some((detail) => detail.type === 'reasoning.summary') ? 'summary' : 'full';
  const texts = [
    textOf(said.reasoning_content),
    textOf(said.reasoning),
    details.map((detail) => textOf(detail.text) || textOf(detail.summary)).join(''),
    listOf(said.content).map(thinkingOf).join(''),
  ];
  answer.addReasoning(texts.find((text) => text !== '') ?? '', kind, choice);
}

/** A content part of Mistral's that holds thoughts, as a list of texts. */
function thinkingOf(part: unknown): string {
  const thoughts = listOf(objectOf(part).thinking);
  return thoughts.map((thought) => textOf(objectOf(thought).text)).join('');
}
