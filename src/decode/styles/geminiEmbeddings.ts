// Gemini embedContent and batchEmbedContents; on Vertex AI `predict` of an embedding model as well.
// https://ai.google.dev/api/embeddings and
// https://cloud.google.com/vertex-ai/generative-ai/docs/model-reference/text-embeddings-api
// Not seen at the live service: `usageMetadata`, which the types of @google/genai 3.1 have.
import { isObject } from '../../base/shape';
import { firstNumber, type JsonObject, lengthOf, objectOf } from '../json';
import { defineEmbeddings, inputUsage } from './embeddings';
import { normaliseGeminiUsage } from './geminiUsage';
import { modelInPath } from './modelInPath';

export const geminiEmbeddings = defineEmbeddings({
  id: 'gemini.embeddings',
  answerName: 'a Gemini embeddings answer',
  describeBody: ({ requests, instances, content }) => ({
    streamed: false,
    messageCount: lengthOf(requests ?? instances) ?? (isObject(content) ? 1 : undefined),
  }),
  describePath: ({ pathname }) => ({ model: modelInPath(pathname) }),
  findInput: ({ requests, instances, content }) => requests ?? instances ?? content,
  findVectors: ({ embedding, embeddings, predictions }) => embedding ?? embeddings ?? predictions,
  readFigures: ({ usageMetadata, predictions }, answer) => {
    if (isObject(usageMetadata)) answer.reportUsage(normaliseGeminiUsage(usageMetadata));
    else if (Array.isArray(predictions)) answer.reportUsage(inputUsage(tokensOf(predictions)));
  },
});

/** Vertex AI counts the tokens of each text. */
function tokensOf(predictions: readonly unknown[]): number {
  return predictions.map(statisticsOf).reduce((sum, { token_count }) => sum + firstNumber([token_count]), 0);
}

function statisticsOf(prediction: unknown): JsonObject {
  return objectOf(objectOf(objectOf(prediction).embeddings).statistics);
}
