// LM Studio's native chat. https://lmstudio.ai/docs/developer/rest/chat and .../rest/streaming-events
// Read in its documentation alone: no server was seen, and no official client speaks it.
import { isObject } from '../../base/shape';
import type { Answer } from '../answer/answer';
import { defineWireStyle } from '../defineWireStyle';
import { secondsToMs } from '../httpFacts';
import {
  firstNumber,
  type JsonObject,
  jsonTextOf,
  listOf,
  nameOf,
  numberOf,
  objectOf,
  textOf,
} from '../json';
import { readError } from '../readError';
import type { MessageReader } from '../styleDefinition';
import { countInput } from './countInput';
import { describeContinuation } from './describeContinuation';
import { inputPieces } from './itemsPrompt';
import { spokenPiece, toolsPiece } from './messagesPrompt';

export const lmstudioChat = defineWireStyle({
  id: 'lmstudio.chat',
  answerName: 'an answer of LM Studio',
  describeBody: (body) => ({
    streamed: body.stream === true,
    model: nameOf(body.model),
    messageCount: countInput(body.input),
    toolCount: listOf(body.integrations).length,
    maxOutputTokens: numberOf(body.max_output_tokens),
    ...describeContinuation(body.previous_response_id),
  }),
  describePrompt: (body) => [
    ...toolsPiece(body.integrations),
    ...spokenPiece('system', body.system_prompt),
    ...inputPieces(body.input),
  ],
  openReader: (answer) => new LmstudioReader(answer),
});

class LmstudioReader implements MessageReader {
  private toolCount = 0;

  constructor(private readonly answer: Answer) {}

  readEvent(event: JsonObject, name: string | undefined): boolean {
    const type = textOf(event.type) || name || '';
    switch (type) {
      case 'chat.start':
        this.answer.identify(event.model_instance_id, undefined);
        return true;
      case 'model_load.end':
        this.readTimings({ model_load_time_seconds: event.load_time_seconds });
        return true;
      case 'reasoning.delta':
        this.answer.addReasoning(textOf(event.content), 'full');
        return true;
      case 'message.delta':
        this.answer.addText(textOf(event.content));
        return true;
      case 'tool_call.start':
        this.toolCount += 1;
        this.readTool(event, '');
        return true;
      case 'tool_call.arguments':
        this.readTool(event, jsonTextOf(event.arguments));
        return true;
      case 'error':
        this.answer.fail(readError(event) ?? { type: '', message: '' });
        return true;
      case 'chat.end':
        this.readResult(objectOf(event.result));
        this.answer.markEnd('chat.end');
        return true;
      default:
        return /^(model_load|prompt_processing|reasoning|message|tool_call)\./.test(type);
    }
  }

  readDocument(document: JsonObject): boolean {
    if (!Array.isArray(document.output) || !isObject(document.stats)) return false;
    for (const item of document.output) this.readItem(objectOf(item));
    this.readResult(document);
    return true;
  }

  private readItem(item: JsonObject): void {
    if (item.type === 'message') this.answer.addText(textOf(item.content));
    else if (item.type === 'reasoning') this.answer.addReasoning(textOf(item.content), 'full');
    else if (item.type === 'tool_call') {
      this.toolCount += 1;
      this.readTool(item, jsonTextOf(item.arguments));
    }
  }

  /** The server runs the tools itself, one after the other, so that an event is about the last one begun. */
  private readTool(event: JsonObject, wholeArguments: string): void {
    const delta = { key: this.toolCount, id: '', name: textOf(event.tool) };
    this.answer.completeToolCall(delta, wholeArguments);
  }

  /** What the whole answer adds to the events before it. */
  private readResult(result: JsonObject): void {
    this.answer.identify(result.model_instance_id, result.response_id);
    const { stats } = result;
    if (!isObject(stats)) return;
    this.readTimings(stats);
    this.answer.reportUsage({
      inputTokens: numberOf(stats.input_tokens) ?? null,
      outputTokens: firstNumber([stats.total_output_tokens]),
      cachedTokens: 0,
      cacheWriteTokens: 0,
      reasoningTokens: numberOf(stats.reasoning_output_tokens) ?? null,
    });
  }

  private readTimings(stats: JsonObject): void {
    const load = numberOf(stats.model_load_time_seconds);
    const firstToken = numberOf(stats.time_to_first_token_seconds);
    this.answer.addTimings({
      ...(load !== undefined && { loadMs: secondsToMs(load) }),
      ...(firstToken !== undefined && { ttftMs: secondsToMs(firstToken) }),
    });
  }
}
