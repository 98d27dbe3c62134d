import { fillTemplate } from '../promptText';
import { AnswerError, type CompletionApi } from './completionApi';
import { postForEvents } from './postStream';

/** https://github.com/ggml-org/llama.cpp/blob/master/tools/server/README.md#post-infill-for-code-infilling */
export const llamacppInfill: CompletionApi = {
  buildBody: (target, context) => ({
    model: target.model,
    input_prefix: context.prefix,
    input_suffix: context.suffix,
    prompt: fillTemplate(target, context) ?? '',
    stream: true,
  }),

  async *stream(body, connection) {
    let finished = false;
    for await (const { content, stop } of postForEvents(
      `${connection.target.baseUrl}/infill`,
      body,
      connection,
    )) {
      if (typeof content === 'string' && content) yield content;
      finished ||= stop === true;
    }
    if (!finished) throw new AnswerError('cut', 'The stream ended before the server said that it stops.');
  },
};
