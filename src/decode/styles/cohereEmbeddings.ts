// Cohere Embed, both versions: vectors are a list, or lists by their number format.
// https://docs.cohere.com/reference/embed and .../v1/reference/embed
import { lengthOf, nameOf } from '../json';
import { reportCohereUsage } from './cohereEnd';
import { defineEmbeddings } from './embeddings';

export const cohereEmbeddings = defineEmbeddings({
  id: 'cohere.embeddings',
  answerName: 'a Cohere embeddings answer',
  describeBody: ({ model, texts, images, inputs }) => ({
    streamed: false,
    model: nameOf(model),
    messageCount: lengthOf(texts ?? inputs ?? images),
  }),
  findInput: ({ texts, inputs }) => texts ?? inputs,
  findVectors: ({ embeddings }) => embeddings,
  readFigures: ({ id, meta }, answer) => {
    answer.identify(undefined, id);
    reportCohereUsage(answer, meta);
  },
});
