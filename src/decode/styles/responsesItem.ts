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
  if (name !== '') answer.addToolCall({ id: textOf(item.call_id), name }, argumentsOf(item));
}

/** Reads `response.output_item.added`, which names a tool call before any of its arguments come. */
export function beginToolCall(event: JsonObject, answer: Answer): void {
  readToolCall(event, '', answer);
}

/** Reads `response.output_item.done`, which repeats a tool call as a whole: some servers send its arguments only here. */
export function finishToolCall(event: JsonObject, answer: Answer): void {
  readToolCall(event, argumentsOf(objectOf(event.item)), answer);
}

function readToolCall(event: JsonObject, wholeArguments: string, answer: Answer): void {
  const item = objectOf(event.item);
  const name = toolNameOf(item);
  if (name === '') return;
  answer.completeToolCall({ ...toolDeltaOf(event), id: textOf(item.call_id), name }, wholeArguments);
}

/** Which call an event belongs to. By its place: ids of items are not the same in all events with every gateway. */
export function toolDeltaOf(event: JsonObject): ToolCallDelta {
  const itemId = textOf(event.item_id) || textOf(objectOf(event.item).id);
  return { key: numberOf(event.output_index) ?? itemId, id: '', name: '' };
}

function toolNameOf(item: JsonObject): string {
  const type = textOf(item.type);
  if (!type.endsWith('_call')) return '';
  return textOf(item.name) || (namelessTools.has(type) ? type : '');
}

function argumentsOf(item: JsonObject): string {
  return jsonTextOf(item.arguments ?? item.input ?? item.action ?? item.operation);
}
