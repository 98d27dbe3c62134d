import type { ChatCompletionCreateParamsStreaming } from 'openai/resources/chat/completions';
import { askInWords } from '../promptText';
import { AnswerError, type CompletionApi } from './completionApi';
import { openaiClient } from './openaiClient';

/** https://platform.openai.com/docs/api-reference/chat/create */
export const chat: CompletionApi = {
  buildBody: (target, context) => ({
    model: target.model,
    messages: [
      ...(target.system === undefined ? [] : [{ role: 'system', content: target.system }]),
      { role: 'user', content: askInWords(target, context) },
    ],
    stream: true,
    stream_options: { include_usage: true },
  }),

  async *stream(body, connection) {
    const asked = body as unknown as ChatCompletionCreateParamsStreaming;
    const { signal } = connection;
    let finished = false;
    for await (const chunk of await openaiClient(connection).chat.completions.create(asked, { signal })) {
      for (const { delta, finish_reason } of chunk.choices ?? []) {
        if (delta?.content) yield delta.content;
        finished ||= Boolean(finish_reason);
      }
    }
    if (!finished && !connection.isMarkedDone()) {
      throw new AnswerError('cut', 'The stream ended without a finish reason.');
    }
  },
};
