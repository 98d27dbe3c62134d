import { askInTheMiddle } from '../promptText';
import { AnswerError, type CompletionApi } from './completionApi';
import { postForLines } from './postStream';

/** https://github.com/ollama/ollama/blob/main/docs/api.md#generate-a-completion */
export const ollamaGenerate: CompletionApi = {
  buildBody: (target, context) => ({
    model: target.model,
    ...askInTheMiddle(target, context),
    ...(target.system !== undefined && { system: target.system }),
    stream: true,
  }),

  async *stream(body, connection) {
    let finished = false;
    for await (const { response, done } of postForLines(
      `${connection.target.baseUrl}/api/generate`,
      body,
      connection,
    )) {
      if (typeof response === 'string' && response) yield response;
      finished ||= done === true;
    }
    if (!finished) throw new AnswerError('cut', 'The stream ended before the server said that it is done.');
  },
};
