// Embeddings: a document that holds vectors, of which nothing is read but that they are there. They are no output in
// tokens: there is no time to a first one, and only what was put in is counted.
import { isObject } from '../../base/shape';
import type { Usage } from '../../model/usage';
import type { Answer } from '../answer/answer';
import { defineWireStyle } from '../defineWireStyle';
import { type JsonObject, lengthOf, nameOf } from '../json';
import type { PromptPiece } from '../promptParts';
import type { BodyFacts } from '../styleDefinition';
import type { WireStyle } from '../wireDecoder';
import { countInput } from './countInput';

interface EmbeddingsDefinition {
  readonly id: string;
  readonly answerName: string;
  readonly describeBody: (body: JsonObject) => BodyFacts;
  readonly describePath?: (url: URL) => Partial<BodyFacts>;
  /** What is put in: a text, or a list of them in whatever form. */
  readonly findInput: (body: JsonObject) => unknown;
  /** The vectors, in whatever form they come; undefined when there are none. */
  readonly findVectors: (document: JsonObject) => unknown;
  /** Reads what a document tells besides its vectors. */
  readonly readFigures: (document: JsonObject, answer: Answer) => void;
}

export function defineEmbeddings(definition: EmbeddingsDefinition): WireStyle {
  const { findVectors, findInput, readFigures, ...style } = definition;
  return defineWireStyle({
    ...style,
    describePrompt: (body) => piecesOf(findInput(body)),
    hasVectors: true,
    openReader: (answer) => ({
      readEvent: () => false,
      readDocument: (document) => {
        const vectors = findVectors(document);
        if (typeof vectors !== 'object' || vectors === null) return false;
        readFigures(document, answer);
        if (lengthOf(vectors) !== 0) answer.finishSilently();
        return true;
      },
    }),
  });
}

/** A question, or an answer part by part, has fewer texts. More are documents, of which nobody asks whose words they are. */
const MOST_TEXTS = 32;

function piecesOf(input: unknown): readonly PromptPiece[] {
  const texts: readonly unknown[] = Array.isArray(input) ? input : [input];
  if (texts.length > MOST_TEXTS) return [];
  const isText = (text: unknown) => typeof text === 'string' || isObject(text);
  return texts.filter(isText).map((says) => ({ kind: 'other', says }));
}

/** Facts of a request for embeddings. @param input a text, a text as its tokens, or a list of either */
export function describeInput(model: unknown, input: unknown): BodyFacts {
  const isTokens = Array.isArray(input) && typeof input[0] === 'number';
  return { streamed: false, model: nameOf(model), messageCount: isTokens ? 1 : countInput(input) };
}

/** The usage of an answer that has no tokens of its own. */
export function inputUsage(inputTokens: number): Usage {
  return { inputTokens, outputTokens: 0, cachedTokens: 0, cacheWriteTokens: 0, reasoningTokens: null };
}
