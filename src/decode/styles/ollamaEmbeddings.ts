// Ollama embed, and the older embeddings that takes one text. Durations are in nanoseconds.
// https://github.com/ollama/ollama/blob/main/docs/api.md#generate-embeddings
import { secondsToMs } from '../httpFacts';
import { type JsonObject, numberOf } from '../json';
import { defineEmbeddings, describeInput, inputUsage } from './embeddings';

export const ollamaEmbeddings = defineEmbeddings({
  id: 'ollama.embeddings',
  answerName: 'an Ollama embeddings answer',
  describeBody: ({ model, input, prompt }) => describeInput(model, input ?? prompt),
  findInput: ({ input, prompt }) => input ?? prompt,
  findVectors: ({ embeddings, embedding }) => embeddings ?? embedding,
  readFigures: (document, answer) => {
    answer.identify(document.model, undefined);
    answer.addTimings(timingsOf(document));
    const tokens = numberOf(document.prompt_eval_count);
    if (tokens !== undefined) answer.reportUsage(inputUsage(tokens));
  },
});

function timingsOf({ total_duration, load_duration }: JsonObject): Record<string, number> {
  const told = { totalMs: numberOf(total_duration), loadMs: numberOf(load_duration) };
  const known = Object.entries(told).flatMap(([name, ns]) => (ns === undefined ? [] : [[name, ns] as const]));
  return Object.fromEntries(known.map(([name, ns]) => [name, secondsToMs(ns / 1e9)]));
}
