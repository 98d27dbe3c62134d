// Anthropic Messages, also as Vertex AI and compatible servers speak it.
// https://docs.anthropic.com/en/api/messages and .../en/docs/build-with-claude/streaming
import type { Usage } from '../../model/usage';
import type { Answer } from '../answer/answer';
import { defineWireStyle } from '../defineWireStyle';
import {
  firstNumber,
  type JsonObject,
  jsonTextOf,
  lengthOf,
  listOf,
  nameOf,
  numberOf,
  objectOf,
  textOf,
  updateFields,
} from '../json';
import { errorOf } from '../readError';
import type { MessageReader } from '../styleDefinition';
import { describeContinuation } from './describeContinuation';
import { markLast, messagesPrompt } from './messagesPrompt';
import { modelInPath } from './modelInPath';

export const anthropicMessages = defineWireStyle({
  id: 'anthropic.messages',
  answerName: 'a Messages answer',
  describeBody: (body, url) => ({
    streamed: body.stream === true,
    model: nameOf(body.model) ?? modelInPath(url.pathname),
    messageCount: lengthOf(body.messages),
    toolCount: listOf(body.tools).length,
    maxOutputTokens: numberOf(body.max_tokens),
    ...describeContinuation(objectOf(body.thread).previous_message_id),
  }),
  describePrompt: (body) => markLast(messagesPrompt(body), body.cache_control),
  openReader: (answer) => new MessagesReader(answer),
});

export class MessagesReader implements MessageReader {
  private usage: JsonObject = {};

  constructor(private readonly answer: Answer) {}

  readEvent(event: JsonObject, name: string | undefined): boolean {
    switch (textOf(event.type) || name) {
      case 'message_start':
        this.readStart(objectOf(event.message));
        return true;
      case 'content_block_start':
        this.readBlock(objectOf(event.content_block), numberOf(event.index));
        return true;
      case 'content_block_delta':
        this.readDelta(objectOf(event.delta), numberOf(event.index));
        return true;
      case 'message_delta':
        this.readMessageDelta(event);
        return true;
      case 'message_stop':
        this.answer.markEnd('message_stop');
        return true;
      case 'ping':
        this.answer.ping();
        return true;
      case 'error':
        this.answer.fail(errorOf(objectOf(event.error)));
        return true;
      default:
        return event.type === 'content_block_stop';
    }
  }

  readDocument(document: JsonObject): boolean {
    if (document.type !== 'message' || !Array.isArray(document.content)) return false;
    this.readStart(document);
    document.content.forEach((block, index) => {
      this.readBlock(objectOf(block), index);
    });
    this.readMessageDelta({ delta: document, usage: document.usage });
    return true;
  }

  /** The output tokens that a start reports are a placeholder: they are final only in a `message_delta`. */
  private readStart(message: JsonObject): void {
    this.answer.identify(message.model, message.id);
    this.usage = updateFields(this.usage, objectOf(message.usage));
  }

  /** The start of a block in a stream, where it is empty as a rule, or the whole block in a document. */
  private readBlock(block: JsonObject, index: number | undefined): void {
    this.answer.addText(textOf(block.text));
    this.answer.addReasoning(textOf(block.thinking), 'summary');
    const name = textOf(block.name);
    if (name === '' || !textOf(block.type).endsWith('tool_use')) return;
    const hasInput = Object.keys(objectOf(block.input)).length > 0;
    this.answer.addToolCall(
      { key: index, id: textOf(block.id), name },
      hasInput ? jsonTextOf(block.input) : '',
    );
  }

  /** Signatures and citations are no output. */
  private readDelta(delta: JsonObject, index: number | undefined): void {
    if (delta.type === 'text_delta') this.answer.addText(textOf(delta.text));
    else if (delta.type === 'thinking_delta') this.answer.addReasoning(textOf(delta.thinking), 'summary');
    else if (delta.type === 'input_json_delta')
      this.answer.addToolCall({ key: index, id: '', name: '' }, textOf(delta.partial_json));
  }

  private readMessageDelta(event: JsonObject): void {
    this.answer.finish(textOf(objectOf(event.delta).stop_reason));
    const usage = objectOf(event.usage);
    this.usage = updateFields(this.usage, usage);
    if (numberOf(usage.output_tokens) !== undefined)
      this.answer.reportUsage(normaliseMessagesUsage(this.usage));
  }
}

/** `input_tokens` are those that no cache had: the three sorts add up to the prompt. */
function normaliseMessagesUsage(usage: JsonObject): Usage {
  const cachedTokens = firstNumber([usage.cache_read_input_tokens]);
  const cacheWriteTokens = firstNumber([usage.cache_creation_input_tokens]);
  return {
    inputTokens: firstNumber([usage.input_tokens]) + cachedTokens + cacheWriteTokens,
    outputTokens: firstNumber([usage.output_tokens]),
    cachedTokens,
    cacheWriteTokens,
    reasoningTokens: numberOf(objectOf(usage.output_tokens_details).thinking_tokens) ?? null,
  };
}
