import { type JsonObject, listOf, objectOf } from '../json';
import type { PromptPiece } from '../promptParts';
import { kindOf, spokenPiece, toolsPiece } from './messagesPrompt';

/** What comes before the turns of a conversation with Gemini. Members may be spelt in either way that Protobuf has. */
export function geminiPreface(body: JsonObject): PromptPiece[] {
  return [
    // Stands for the beginning of a prompt that the server has.
    ...spokenPiece('other', body.cachedContent ?? body.cached_content),
    ...toolsPiece(body.tools),
    ...spokenPiece('system', body.systemInstruction ?? body.system_instruction),
  ];
}

/** Turns of a conversation with Gemini, which says who speaks or leaves it to be the user. */
export function geminiTurns(contents: unknown): PromptPiece[] {
  return (Array.isArray(contents) ? contents : [contents]).flatMap((content) =>
    content === undefined ? [] : turnPiece(content),
  );
}

/** Calls have ids only where a client or server cares to give them. */
function turnPiece(content: unknown): PromptPiece {
  const { role, parts } = objectOf(content);
  const [calls, results] = [[] as JsonObject[], [] as JsonObject[]];
  for (const part of listOf(parts).map(objectOf)) {
    if (part.functionCall ?? part.function_call)
      calls.push(objectOf(part.functionCall ?? part.function_call));
    const result = part.functionResponse ?? part.function_response;
    if (result) results.push(objectOf(result));
  }
  if (results.length > 0)
    return { kind: 'toolResult', says: content, toolCalls: results.map(({ id }) => id) };
  const kind = role === undefined ? 'user' : kindOf(role);
  return { kind, says: content, toolCalls: calls.map(({ id }) => id) };
}
