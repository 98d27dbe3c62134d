import { isObject } from '../../base/shape';
import type { PromptPartKind } from '../../model/prompt';
import { isCachePoint } from '../canonicalText';
import { type JsonObject, listOf, objectOf, textOf } from '../json';
import type { PromptPiece } from '../promptParts';

/**
 * The prompt of a request that holds a list of messages, each with its role, as most styles do. They differ in where ids
 * of tool calls are, and servers of one style take the forms of others.
 */
export function messagesPrompt(body: JsonObject): PromptPiece[] {
  const tools = body.tools ?? body.functions ?? objectOf(body.toolConfig).tools;
  return [...toolsPiece(tools), ...systemPieces(body.system), ...listOf(body.messages).map(messagePiece)];
}

/** The pieces, the last of them marked where the request asks for all of it to be cached. */
export function markLast(pieces: PromptPiece[], mark: unknown): PromptPiece[] {
  const last = pieces.at(-1);
  return last && isObject(mark) ? [...pieces.slice(0, -1), { ...last, cacheMark: true }] : pieces;
}

/** The tools that a request offers; servers put them before all that is said. */
export function toolsPiece(tools: unknown): PromptPiece[] {
  return listOf(tools).length > 0 ? [{ kind: 'tools', says: tools }] : [];
}

/** Instructions: a text, or blocks of it that may be marked for a cache one by one. */
export function systemPieces(system: unknown): PromptPiece[] {
  const blocks = Array.isArray(system) ? system : [system];
  return blocks.flatMap((block, index) => {
    const cacheMark = isCachePoint(blocks[index + 1]);
    return isCachePoint(block) ? [] : spokenPiece('system', block).map((piece) => ({ ...piece, cacheMark }));
  });
}

/** A piece of its own for a text or whatever stands for one, none where there is nothing. */
export function spokenPiece(kind: PromptPartKind, says: unknown): PromptPiece[] {
  return says === undefined || says === null || says === '' ? [] : [{ kind, says }];
}

const kindOfRole: ReadonlyMap<string, PromptPartKind> = new Map([
  ['system', 'system'],
  ['developer', 'system'],
  ['user', 'user'],
  ['assistant', 'assistant'],
  ['model', 'assistant'],
  ['chatbot', 'assistant'],
  ['tool', 'toolResult'],
  ['function', 'toolResult'],
]);

/** What kind of part a message is by the role of who says it. */
export function kindOf(role: unknown): PromptPartKind {
  return kindOfRole.get(textOf(role).toLowerCase()) ?? 'other';
}

/** A message of a conversation. Where results of tools are said by the user, their blocks tell. */
export function messagePiece(message: unknown): PromptPiece {
  const { role, content, tool_calls, tool_call_id } = objectOf(message);
  const kind = kindOf(role);
  const blocks = listOf(content).map(objectOf);
  if (kind === 'assistant') {
    const calls = listOf(tool_calls).map((call) => objectOf(call).id);
    return { kind, says: message, toolCalls: [...calls, ...blocks.map(callIdOf)] };
  }
  const results = blocks.filter(isToolResult);
  return {
    kind: results.length > 0 ? 'toolResult' : kind,
    says: message,
    toolCalls: [
      tool_call_id,
      ...results.map(({ tool_use_id, toolResult }) => tool_use_id ?? objectOf(toolResult).toolUseId),
    ],
  };
}

function callIdOf({ type, id, toolUse }: JsonObject): unknown {
  return textOf(type).endsWith('tool_use') ? id : objectOf(toolUse).toolUseId;
}

function isToolResult({ type, toolResult }: JsonObject): boolean {
  return textOf(type).endsWith('tool_result') || toolResult !== undefined;
}
