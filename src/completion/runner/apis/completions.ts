import type { CompletionCreateParamsStreaming } from 'openai/resources/completions';
import { askInTheMiddle } from '../promptText';
import { AnswerError, type CompletionApi } from './completionApi';
import { openaiClient } from './openaiClient';

/** https://platform.openai.com/docs/api-reference/completions/create */
export const completions: CompletionApi = {
  buildBody: (target, context) => ({
    model: target.model,
    ...askInTheMiddle(target, context),
    stream: true,
    stream_options: { include_usage: true },
  }),

  async *stream(body, connection) {
    const asked = body as unknown as CompletionCreateParamsStreaming;
    const { signal } = connection;
    let finished = false;
    for await (const chunk of await openaiClient(connection).completions.create(asked, { signal })) {
      for (const { text, finish_reason } of chunk.choices ?? []) {
        if (text) yield text;
        finished ||= Boolean(finish_reason);
      }
    }
    if (!finished && !connection.isMarkedDone()) {
      throw new AnswerError('cut', 'The stream ended without a finish reason.');
    }
  },
};
