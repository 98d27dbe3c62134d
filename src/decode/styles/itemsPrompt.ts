import type { PromptPartKind } from '../../model/prompt';
import { objectOf, textOf } from '../json';
import type { PromptPiece } from '../promptParts';
import { messagePiece } from './messagesPrompt';

/**
 * An input that is a text, or one item or a list of them: messages, calls of tools and their results side by side, as in
 * OpenAI's Responses and Gemini's Interactions.
 */
export function inputPieces(input: unknown): PromptPiece[] {
  if (typeof input === 'string') return input === '' ? [] : [messagePiece({ role: 'user', content: input })];
  if (input === undefined || input === null) return [];
  return (Array.isArray(input) ? input : [input]).map(itemPiece);
}

function itemPiece(item: unknown): PromptPiece {
  const { type, ...members } = objectOf(item);
  const { role, call_id, id } = members;
  // Clients leave it out of a message as often as not.
  if (role !== undefined) return messagePiece(type === 'message' ? members : item);
  const name = textOf(type);
  if (/_(?:output|result)$/.test(name)) return { kind: 'toolResult', says: item, toolCalls: [call_id] };
  if (name.endsWith('_call')) return { kind: 'assistant', says: item, toolCalls: [call_id ?? id] };
  return { kind: kindOfType.get(name) ?? 'other', says: item };
}

const kindOfType: ReadonlyMap<string, PromptPartKind> = new Map([
  ['reasoning', 'assistant'],
  ['thought', 'assistant'],
  ['model_output', 'assistant'],
  ['user_input', 'user'],
  ['message', 'user'],
  ['text', 'user'],
  ['image', 'user'],
  ['audio', 'user'],
  ['video', 'user'],
  ['document', 'user'],
]);
