// Gemini generateContent and streamGenerateContent, also on Vertex AI.
// https://ai.google.dev/api/generate-content and the types of @google/genai 3.1
// Not seen at the live service: what stands between the elements of the array that is streamed without `alt=sse`, and
// the form in which Vertex AI streams the arguments of a call (`partialArgs`), which is that of the SDK's types.
import { isObject } from '../../base/shape';
import type { Answer } from '../answer/answer';
import { defineWireStyle } from '../defineWireStyle';
import { type JsonObject, lengthOf, listOf, nameOf, numberOf, objectOf, textOf, updateFields } from '../json';
import { readError } from '../readError';
import type { BodyFacts, MessageReader } from '../styleDefinition';
import { countFunctions, GeminiParts } from './geminiParts';
import { geminiPreface, geminiTurns } from './geminiPrompt';
import { normaliseGeminiUsage } from './geminiUsage';
import { modelInPath } from './modelInPath';

export const geminiGenerate = defineWireStyle({
  id: 'gemini.generate',
  streamsArray: true,
  endsUnmarked: true,
  answerName: 'a Gemini answer',
  describeBody,
  describePrompt: (message) => {
    const body = unwrap(message, 'request');
    return [...geminiPreface(body), ...geminiTurns(body.contents)];
  },
  describePath,
  openReader: (answer) => new GenerateReader(answer),
});

/** The model is in the path, but where Code Assist names it beside the request. */
function describePath({ pathname }: URL): Partial<BodyFacts> {
  const model = modelInPath(pathname);
  return { streamed: pathname.endsWith(':streamGenerateContent'), ...(model !== undefined && { model }) };
}

/** Members may be spelt in either way that Protobuf has. */
function describeBody(message: JsonObject): BodyFacts {
  const body = unwrap(message, 'request');
  const config = objectOf(body.generationConfig ?? body.generation_config);
  return {
    streamed: false,
    model: nameOf(message.model),
    messageCount: lengthOf(body.contents),
    toolCount: countFunctions(body.tools),
    maxOutputTokens: numberOf(config.maxOutputTokens) ?? numberOf(config.max_output_tokens),
  };
}

/** Code Assist, which Gemini's command line speaks to, wraps requests and answers into another object. */
function unwrap(message: JsonObject, member: 'request' | 'response'): JsonObject {
  const inner = message[member];
  return isObject(inner) ? inner : message;
}

class GenerateReader implements MessageReader {
  private readonly parts: GeminiParts;
  private usage: JsonObject = {};

  constructor(private readonly answer: Answer) {
    this.parts = new GeminiParts(answer);
  }

  /** Each message of a stream has the form of a whole answer, and holds what is new. */
  readEvent(message: JsonObject): boolean {
    return this.readDocument(message);
  }

  readDocument(message: JsonObject): boolean {
    const { candidates, promptFeedback, usageMetadata, modelVersion, responseId } = unwrap(
      message,
      'response',
    );
    const error = readError(message);
    if (error) this.answer.fail(error);
    this.answer.identify(modelVersion, responseId);
    for (const candidate of listOf(candidates)) this.readCandidate(objectOf(candidate));
    const blocked = textOf(objectOf(promptFeedback).blockReason);
    if (blocked !== '') this.answer.finish(`blocked:${blocked}`);
    if (isObject(usageMetadata)) this.addUsage(usageMetadata);
    return [candidates, promptFeedback, usageMetadata, error].some((member) => member !== undefined);
  }

  private readCandidate(candidate: JsonObject): void {
    const index = numberOf(candidate.index) ?? 0;
    this.answer.addChoice(index);
    this.parts.read(objectOf(candidate.content).parts, index);
    const reason = textOf(candidate.finishReason);
    if (reason !== 'FINISH_REASON_UNSPECIFIED') this.answer.finish(reason);
  }

  /** Running totals: a later one replaces an earlier one field by field. */
  private addUsage(usage: JsonObject): void {
    this.usage = updateFields(this.usage, usage);
    this.answer.reportUsage(normaliseGeminiUsage(this.usage));
  }
}
