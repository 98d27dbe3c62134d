import type {
  ResponseCreateParamsStreaming,
  ResponseStreamEvent,
} from 'openai/resources/responses/responses';
import { askInWords } from '../promptText';
import { AnswerError, type CompletionApi } from './completionApi';
import { openaiClient } from './openaiClient';

/** https://platform.openai.com/docs/api-reference/responses/create */
export const responses: CompletionApi = {
  buildBody: (target, context) => ({
    model: target.model,
    ...(target.system !== undefined && { instructions: target.system }),
    input: askInWords(target, context),
    stream: true,
  }),

  async *stream(body, connection) {
    const asked = body as unknown as ResponseCreateParamsStreaming;
    const { signal } = connection;
    let finished = false;
    for await (const event of await openaiClient(connection).responses.create(asked, { signal })) {
      refuseFailure(event);
      if (event.type === 'response.output_text.delta') yield event.delta;
      finished ||= event.type === 'response.completed' || event.type === 'response.incomplete';
    }
    if (!finished) throw new AnswerError('cut', 'The stream ended before the response was complete.');
  },
};

function refuseFailure(event: ResponseStreamEvent): void {
  if (event.type === 'error') throw streamFailure(event.code, event.message);
  if (event.type !== 'response.failed') return;
  const { error } = event.response;
  throw streamFailure(error?.code, error?.message);
}

function streamFailure(code: string | null | undefined, message = ''): AnswerError {
  return new AnswerError(code === 'rate_limit_exceeded' ? 'rateLimited' : 'serverError', message);
}
