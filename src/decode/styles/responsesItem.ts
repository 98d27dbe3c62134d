import type { Answer } from '../answer/answer';
import type { ToolCallDelta } from '../answer/toolCalls';
import { type JsonObject, jsonTextOf, listOf, numberOf, objectOf, textOf } from '../json';

/** Items that ask the program to act and have no name but their type. Other nameless tools run on the server. */
const namelessTools = new Set(['computer_call', 'local_shell_call', 'shell_call', 'apply_patch_call']);

/** Reads a finished output item of the Responses API: a message, reasoning, or a tool call. */
export function readResponsesItem(item: JsonObject, answer: Answer): void {
  const parts = listOf(item.content).map(objectOf);
  if (item.type === 'reasoning') {
    for (const part of listOf(item.summary)) answer.addReasoning(textOf(objectOf(part).text), 'summary');
    for (const part of parts) answer.addReasoning(textOf(part.text), 'full');
    return;
  }
  for (const part of parts) {
    answer.addText(textOf(part.text));
    answer.addRefusal(textOf(part.refusal));
  }
  const name = toolNameOf(item);
  if (name !== '')
    answer.addToolCall({ key: textOf(item.id), id: textOf(item.call_id), name }, argumentsOf(item));
}

/**
 * Reads `response.output_item.added` and `.done`. The first names a tool call before any of its arguments come, the
 * second repeats it as a whole, for servers that have not sent the arguments piece by piece.
 */
export function readResponsesToolCall(event: JsonObject, answer: Answer): void {
  const item = objectOf(event.item);
  const name = toolNameOf(item);
  if (name === '') return;
  const delta = { ...toolDeltaOf(event), id: textOf(item.call_id), name };
  answer.completeToolCall(delta, event.type === 'response.output_item.done' ? argumentsOf(item) : '');
}

/** Which call an event belongs to. By its place: ids of items are not the same in all events with every gateway. */
export function toolDeltaOf(event: JsonObject): ToolCallDelta {
  return { key: numberOf(event.output_index) ?? textOf(event.item_id), id: '', name: '' };
}

function toolNameOf(item: JsonObject): string {
  const type = textOf(item.type);
  if (!type.endsWith('_call')) return '';
  return textOf(item.name) || (namelessTools.has(type) ? type : '');
}

function argumentsOf(item: JsonObject): string {
  return jsonTextOf(item.arguments ?? item.input ?? item.action ?? item.operation);
}
