// OpenAI Responses, and the servers and gateways that speak it.
// https://platform.openai.com/docs/api-reference/responses and .../responses-streaming
import { isObject } from '../../base/shape';
import type { Usage } from '../../model/usage';
import type { Answer } from '../answer/answer';
import { defineWireStyle } from '../defineWireStyle';
import { firstNumber, type JsonObject, listOf, nameOf, numberOf, objectOf, textOf } from '../json';
import { errorOf, readError } from '../readError';
import type { MessageReader, StyleDefinition } from '../styleDefinition';
import { countInput } from './countInput';
import { describeContinuation } from './describeContinuation';
import { inputPieces } from './itemsPrompt';
import { spokenPiece, systemPieces, toolsPiece } from './messagesPrompt';
import { beginToolCall, finishToolCall, readResponsesItem, toolDeltaOf } from './responsesItem';

const httpStyle: StyleDefinition = {
  id: 'openai.responses',
  answerName: 'a Responses answer',
  describeBody: (body) => ({
    streamed: body.stream === true,
    model: nameOf(body.model),
    messageCount: countInput(body.input),
    toolCount: listOf(body.tools).length,
    maxOutputTokens: numberOf(body.max_output_tokens),
    ...describeContinuation(body.previous_response_id, body.conversation),
  }),
  describePrompt: (body) => [
    ...toolsPiece(body.tools),
    ...systemPieces(body.instructions),
    // These stand for what the server has: a prompt that was written down there, and all that was said before.
    ...spokenPiece('other', body.prompt),
    ...spokenPiece('other', body.conversation),
    ...inputPieces(body.input),
  ],
  openReader: (answer) => new ResponsesReader(answer),
};

export const openaiResponses = defineWireStyle(httpStyle);

/** Over a WebSocket: the same request and the same events, each a message of its own. */
export const openaiResponsesWs = defineWireStyle({
  ...httpStyle,
  id: 'openai.responses.ws',
  framing: 'lines',
  describeBody: (body, url) => ({ ...httpStyle.describeBody(body, url), streamed: true }),
});

type ReadStep = (event: JsonObject, answer: Answer) => void;

const readToolDelta: ReadStep = (event, answer) =>
  answer.addToolCall(toolDeltaOf(event), textOf(event.delta));

/** Events between the first and the last. Those that aren't here bring nothing new: progress, and what was said before. */
const readStep: ReadonlyMap<string, ReadStep> = new Map<string, ReadStep>([
  ['response.output_text.delta', ({ delta }, answer) => answer.addText(textOf(delta))],
  ['response.refusal.delta', ({ delta }, answer) => answer.addRefusal(textOf(delta))],
  [
    'response.reasoning_summary_text.delta',
    ({ delta }, answer) => answer.addReasoning(textOf(delta), 'summary'),
  ],
  ['response.reasoning_text.delta', ({ delta }, answer) => answer.addReasoning(textOf(delta), 'full')],
  ['response.audio.delta', ({ delta }, answer) => answer.addAudio(textOf(delta), '')],
  ['response.audio.transcript.delta', ({ delta }, answer) => answer.addAudio('', textOf(delta))],
  ['response.function_call_arguments.delta', readToolDelta],
  ['response.custom_tool_call_input.delta', readToolDelta],
  ['response.mcp_call_arguments.delta', readToolDelta],
  ['response.code_interpreter_call_code.delta', readToolDelta],
  ['response.shell_call_command.delta', readToolDelta],
  ['response.output_item.added', beginToolCall],
  ['response.output_item.done', finishToolCall],
  ['keepalive', (_event, answer) => answer.ping()],
  ['error', (event, answer) => answer.fail(readError(event) ?? errorOf(event))],
]);

/** Events that say that nothing more comes. The last one is what some backends send instead of the first. */
const lastEvents = new Set([
  'response.completed',
  'response.incomplete',
  'response.failed',
  'response.cancelled',
  'response.done',
]);

class ResponsesReader implements MessageReader {
  constructor(private readonly answer: Answer) {}

  readEvent(event: JsonObject, name: string | undefined): boolean {
    const type = textOf(event.type) || name || '';
    if (isObject(event.response)) this.answer.identify(event.response.model, event.response.id);
    if (lastEvents.has(type)) this.readLast(type, objectOf(event.response));
    else readStep.get(type)?.(event, this.answer);
    return type.startsWith('response.') || readStep.has(type);
  }

  readDocument(document: JsonObject): boolean {
    if (document.object !== 'response' && !Array.isArray(document.output)) return false;
    this.answer.identify(document.model, document.id);
    this.readResult(document, '');
    return true;
  }

  private readLast(type: string, response: JsonObject): void {
    this.readResult(response, type.slice('response.'.length));
    this.answer.markEnd(type);
  }

  /** What a response object tells when it is final. Its output has been streamed before, if anything was. */
  private readResult(response: JsonObject, fallbackStatus: string): void {
    if (!this.answer.hasOutput)
      for (const item of listOf(response.output)) readResponsesItem(objectOf(item), this.answer);
    if (isObject(response.usage)) this.answer.reportUsage(normaliseResponsesUsage(response.usage));
    const status = textOf(response.status) || fallbackStatus;
    const reason = textOf(objectOf(response.incomplete_details).reason);
    this.answer.finish(status === 'incomplete' && reason !== '' ? `incomplete:${reason}` : status);
    if (isObject(response.error)) this.answer.fail(errorOf(response.error));
    else if (status === 'failed') this.answer.fail({ type: 'failed', message: '' });
  }
}

/** Cached and reasoning tokens are part of the sums. */
function normaliseResponsesUsage(usage: JsonObject): Usage {
  const inputDetails = objectOf(usage.input_tokens_details);
  return {
    inputTokens: firstNumber([usage.input_tokens]),
    outputTokens: firstNumber([usage.output_tokens]),
    cachedTokens: firstNumber([inputDetails.cached_tokens]),
    cacheWriteTokens: firstNumber([inputDetails.cache_write_tokens]),
    reasoningTokens: numberOf(objectOf(usage.output_tokens_details).reasoning_tokens) ?? null,
  };
}
