// OpenAI Embeddings, and the many servers that offer them in this form. Vectors may be lists or base64.
// https://platform.openai.com/docs/api-reference/embeddings
import { isObject } from '../../base/shape';
import { firstNumber } from '../json';
import { defineEmbeddings, describeInput, inputUsage } from './embeddings';

export const openaiEmbeddings = defineEmbeddings({
  id: 'openai.embeddings',
  answerName: 'an Embeddings answer',
  describeBody: ({ model, input }) => describeInput(model, input),
  findInput: ({ input }) => input,
  findVectors: ({ data }) => data,
  readFigures: ({ model, id, usage }, answer) => {
    answer.identify(model, id);
    if (!isObject(usage)) return;
    answer.reportUsage(inputUsage(firstNumber([usage.prompt_tokens, usage.total_tokens])));
  },
});
