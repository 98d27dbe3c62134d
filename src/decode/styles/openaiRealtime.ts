// OpenAI Realtime over WebSocket: one response among those of a session.
// https://platform.openai.com/docs/api-reference/realtime-server-events
import { isObject } from '../../base/shape';
import type { Usage } from '../../model/usage';
import type { Answer } from '../answer/answer';
import { defineWireStyle } from '../defineWireStyle';
import { firstNumber, type JsonObject, lengthOf, listOf, nameOf, numberOf, objectOf, textOf } from '../json';
import { errorOf, readError } from '../readError';
import type { BodyFacts, MessageReader } from '../styleDefinition';
import { inputPieces } from './itemsPrompt';
import { spokenPiece, toolsPiece } from './messagesPrompt';
import { beginToolCall, finishToolCall, readResponsesItem, toolDeltaOf } from './responsesItem';

export const openaiRealtime = defineWireStyle({
  id: 'openai.realtime.ws',
  framing: 'lines',
  answerName: 'a Realtime response',
  describeBody,
  // Without an input of its own a response is to what the session has heard, which is not seen here.
  describePrompt: ({ response }) => {
    const { tools, instructions, input } = objectOf(response);
    const said = inputPieces(input);
    return said.length > 0 ? [...toolsPiece(tools), ...spokenPiece('system', instructions), ...said] : [];
  },
  openReader: (answer) => new RealtimeReader(answer),
});

/** The model belongs to the session, and is named where that is opened. */
function describeBody(body: JsonObject, url: URL): BodyFacts {
  const response = objectOf(body.response);
  const { input } = response;
  return {
    streamed: true,
    model: nameOf(url.searchParams.get('model')) ?? nameOf(url.searchParams.get('deployment')),
    messageCount: lengthOf(input),
    toolCount: lengthOf(response.tools),
    maxOutputTokens: numberOf(response.max_output_tokens),
  };
}

type ReadStep = (event: JsonObject, answer: Answer) => void;

const readText: ReadStep = ({ delta }, answer) => answer.addText(textOf(delta));
const readAudio: ReadStep = ({ delta }, answer) => answer.addAudio(textOf(delta), '');
const readTranscript: ReadStep = ({ delta }, answer) => answer.addAudio('', textOf(delta));

/** Events between the first and the last that bring something new; some under the name that the beta gave them too. */
const readStep: ReadonlyMap<string, ReadStep> = new Map<string, ReadStep>([
  ['response.output_text.delta', readText],
  ['response.text.delta', readText],
  ['response.output_audio.delta', readAudio],
  ['response.audio.delta', readAudio],
  ['response.output_audio_transcript.delta', readTranscript],
  ['response.audio_transcript.delta', readTranscript],
  [
    'response.function_call_arguments.delta',
    (event, answer) => answer.addToolCall(toolDeltaOf(event), textOf(event.delta)),
  ],
  ['response.output_item.added', beginToolCall],
  ['response.output_item.done', finishToolCall],
  ['error', (event, answer) => answer.fail(readError(event) ?? errorOf(event))],
]);

class RealtimeReader implements MessageReader {
  constructor(private readonly answer: Answer) {}

  readEvent(event: JsonObject): boolean {
    const type = textOf(event.type);
    const response = objectOf(event.response);
    this.answer.identify(response.model, response.id ?? event.response_id);
    if (type === 'response.done') this.readLast(response);
    else readStep.get(type)?.(event, this.answer);
    return type.startsWith('response.') || readStep.has(type);
  }

  readDocument(): boolean {
    return false;
  }

  private readLast(response: JsonObject): void {
    if (!this.answer.hasOutput) {
      for (const item of listOf(response.output)) readResponsesItem(objectOf(item), this.answer);
    }
    if (isObject(response.usage)) this.answer.reportUsage(normaliseUsage(response.usage));
    const details = objectOf(response.status_details);
    const status = textOf(response.status) || 'done';
    const reason = textOf(details.reason);
    this.answer.finish(reason === '' || status === 'completed' ? status : `${status}:${reason}`);
    if (isObject(details.error)) this.answer.fail(errorOf(details.error));
    else if (status === 'failed') this.answer.fail({ type: 'failed', message: '' });
    this.answer.markEnd('response.done');
  }
}

/** As in Responses, but that its details are named in the singular. */
function normaliseUsage(usage: JsonObject): Usage {
  return {
    inputTokens: firstNumber([usage.input_tokens]),
    outputTokens: firstNumber([usage.output_tokens]),
    cachedTokens: firstNumber([objectOf(usage.input_token_details).cached_tokens]),
    cacheWriteTokens: 0,
    reasoningTokens: numberOf(objectOf(usage.output_token_details).reasoning_tokens) ?? null,
  };
}
