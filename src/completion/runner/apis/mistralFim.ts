import { askInTheMiddle } from '../promptText';
import { AnswerError, type CompletionApi, type Json } from './completionApi';
import { postForEvents } from './postStream';

/** https://docs.mistral.ai/api/endpoint/fim */
export const mistralFim: CompletionApi = {
  buildBody: (target, context) => ({ model: target.model, ...askInTheMiddle(target, context), stream: true }),

  async *stream(body, connection) {
    let finished = false;
    for await (const chunk of postForEvents(
      `${connection.target.baseUrl}/fim/completions`,
      body,
      connection,
    )) {
      for (const { delta, finish_reason } of choicesOf(chunk)) {
        const text = textOf(delta?.content);
        if (text) yield text;
        finished ||= Boolean(finish_reason);
      }
    }
    if (!finished && !connection.isMarkedDone()) {
      throw new AnswerError('cut', 'The stream ended without a finish reason.');
    }
  },
};

interface Choice {
  readonly delta?: { readonly content?: unknown };
  readonly finish_reason?: unknown;
}

function choicesOf({ choices }: Json): readonly Choice[] {
  return Array.isArray(choices) ? choices : [];
}

/** A text, or parts of which some are text. */
function textOf(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  return content.map(({ type, text }) => (type === 'text' && typeof text === 'string' ? text : '')).join('');
}
