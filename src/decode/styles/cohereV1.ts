// Cohere Chat, version 1: a line of JSON an event, or server-sent events with the same JSON.
// https://docs.cohere.com/v1/reference/chat-stream
// Names of fields are those of `cohere-ai` 8.1, which reads lines. Not checked: the content type of the lines, and what
// comes where text is streamed beside tool calls (taken for the plan that version 2 calls by that name).
import type { Answer } from '../answer/answer';
import { defineWireStyle } from '../defineWireStyle';
import { type JsonObject, jsonTextOf, lengthOf, listOf, nameOf, numberOf, objectOf, textOf } from '../json';
import type { PromptPiece } from '../promptParts';
import type { MessageReader } from '../styleDefinition';
import { finishCohere, reportCohereUsage } from './cohereEnd';
import { messagePiece, spokenPiece, toolsPiece } from './messagesPrompt';

export const cohereV1 = defineWireStyle({
  id: 'cohere.v1',
  streamsLines: true,
  answerName: 'a Cohere Chat answer',
  describeBody: (body) => ({
    streamed: body.stream === true,
    model: nameOf(body.model),
    messageCount: (lengthOf(body.chat_history) ?? 0) + (textOf(body.message) === '' ? 0 : 1),
    toolCount: listOf(body.tools).length,
    maxOutputTokens: numberOf(body.max_tokens),
    ...(textOf(body.conversation_id) !== '' && { continues: true }),
  }),
  describePrompt: cohereV1Prompt,
  openReader: (answer) => new CohereV1Reader(answer),
});

/** The last message is told as it will be told in the history of the next request. */
export function cohereV1Prompt(body: JsonObject): PromptPiece[] {
  const { message, tool_results } = body;
  return [
    ...toolsPiece(body.tools),
    ...spokenPiece('system', body.preamble),
    ...spokenPiece('other', body.documents),
    ...listOf(body.chat_history).map(messagePiece),
    ...(textOf(message) === '' ? [] : [messagePiece({ role: 'USER', message })]),
    ...(listOf(tool_results).length === 0 ? [] : [messagePiece({ role: 'TOOL', tool_results })]),
  ];
}

/** Events that say nothing of the answer itself. */
const silentEvents = new Set(['search-queries-generation', 'search-results', 'citation-generation', 'debug']);

export class CohereV1Reader implements MessageReader {
  constructor(private readonly answer: Answer) {}

  readEvent(event: JsonObject, name: string | undefined): boolean {
    const type = textOf(event.event_type) || name || '';
    switch (type) {
      case 'stream-start':
        this.answer.identify(undefined, event.generation_id);
        return true;
      case 'text-generation':
        this.answer.addText(textOf(event.text));
        return true;
      case 'tool-calls-chunk':
        this.readToolPiece(event);
        return true;
      case 'tool-calls-generation':
        this.readTools(event.tool_calls);
        return true;
      case 'stream-end':
        this.readEnd(event.finish_reason, objectOf(event.response));
        return true;
      default:
        return silentEvents.has(type);
    }
  }

  readDocument(document: JsonObject): boolean {
    const names = [document.generation_id, document.finish_reason].map(textOf);
    if (typeof document.text !== 'string' || names.every((name) => name === '')) return false;
    this.answer.identify(undefined, document.generation_id);
    this.answer.addText(document.text);
    this.readTools(document.tool_calls);
    finishCohere(this.answer, document.finish_reason, undefined);
    reportCohereUsage(this.answer, document.meta);
    return true;
  }

  private readToolPiece(event: JsonObject): void {
    const piece = objectOf(event.tool_call_delta);
    this.answer.addReasoning(textOf(event.text) || textOf(piece.text), 'full');
    const index = numberOf(piece.index);
    if (index === undefined) return;
    this.answer.addToolCall({ key: index, id: '', name: textOf(piece.name) }, textOf(piece.parameters));
  }

  /** Whole calls. Where they were streamed before, they are only repeated. */
  private readTools(calls: unknown): void {
    listOf(calls).forEach((one, key) => {
      const call = objectOf(one);
      this.answer.completeToolCall({ key, id: '', name: textOf(call.name) }, jsonTextOf(call.parameters));
    });
  }

  /** The whole answer is repeated here; of it only the figures are new. */
  private readEnd(finishReason: unknown, response: JsonObject): void {
    finishCohere(this.answer, finishReason, undefined);
    reportCohereUsage(this.answer, response.meta);
    this.answer.markEnd('stream-end');
  }
}
