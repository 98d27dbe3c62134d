// Cohere Chat, version 2. https://docs.cohere.com/reference/chat-stream and .../v2/docs/streaming
// Names of fields are those of `cohere-ai` 8.1. Taken for granted, since neither says it: that a tool plan is
// reasoning, that output tokens include those of thoughts, that input tokens include cached ones. Its clients end at a
// `[DONE]`; whether all servers send it is not known, so that the `message-end` before it is enough.
import type { Answer } from '../answer/answer';
import { defineWireStyle } from '../defineWireStyle';
import { type JsonObject, jsonTextOf, lengthOf, listOf, nameOf, numberOf, objectOf, textOf } from '../json';
import type { MessageReader } from '../styleDefinition';
import { finishCohere, reportCohereUsage } from './cohereEnd';
import { messagesPrompt, spokenPiece } from './messagesPrompt';

export const cohereV2 = defineWireStyle({
  id: 'cohere.v2',
  endsUnmarked: true,
  answerName: 'a Cohere Chat answer',
  describeBody: (body) => ({
    streamed: body.stream === true,
    model: nameOf(body.model),
    messageCount: lengthOf(body.messages),
    toolCount: listOf(body.tools).length,
    maxOutputTokens: numberOf(body.max_tokens),
  }),
  describePrompt: (body) => [...spokenPiece('other', body.documents), ...messagesPrompt(body)],
  openReader: (answer) => new CohereV2Reader(answer),
});

/** Events that say nothing of the answer itself: borders of its parts, and sources that are no output. */
const silentEvents = new Set(['content-end', 'tool-call-end', 'citation-start', 'citation-end', 'debug']);

class CohereV2Reader implements MessageReader {
  constructor(private readonly answer: Answer) {}

  readEvent(event: JsonObject, name: string | undefined): boolean {
    const type = textOf(event.type) || name || '';
    const delta = objectOf(event.delta);
    const message = objectOf(delta.message);
    switch (type) {
      case 'message-start':
        this.answer.identify(undefined, event.id);
        return true;
      case 'content-start':
      case 'content-delta':
        this.readContent(objectOf(message.content));
        return true;
      case 'tool-plan-delta':
        this.answer.addReasoning(textOf(message.tool_plan), 'full');
        return true;
      case 'tool-call-start':
      case 'tool-call-delta':
        this.readTool(objectOf(message.tool_calls), numberOf(event.index));
        return true;
      case 'message-end':
        this.readEnd(delta, delta.error);
        return true;
      default:
        return silentEvents.has(type);
    }
  }

  readDocument(document: JsonObject): boolean {
    const message = objectOf(document.message);
    if (message.role !== 'assistant') return false;
    this.answer.identify(undefined, document.id);
    this.answer.addReasoning(textOf(message.tool_plan), 'full');
    for (const part of listOf(message.content)) this.readContent(objectOf(part));
    listOf(message.tool_calls).forEach((call, index) => {
      this.readTool(objectOf(call), index);
    });
    this.readEnd(document, undefined);
    return true;
  }

  private readContent(content: JsonObject): void {
    this.answer.addReasoning(textOf(content.thinking), 'full');
    this.answer.addText(textOf(content.text));
  }

  private readTool(call: JsonObject, index: number | undefined): void {
    const called = objectOf(call.function);
    const delta = { key: index, id: textOf(call.id), name: textOf(called.name) };
    this.answer.addToolCall(delta, jsonTextOf(called.arguments));
  }

  private readEnd(end: JsonObject, error: unknown): void {
    finishCohere(this.answer, end.finish_reason, error);
    reportCohereUsage(this.answer, end.usage);
  }
}
