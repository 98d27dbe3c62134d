// Hugging Face's Text Generation Inference: a token an event, and the whole text again with the last one.
// https://huggingface.github.io/text-generation-inference/ (/generate, /generate_stream, and / for either)
// Its shapes are those of the server's source; nothing was recorded from a running server. Its answers name no model.
// An answer in one piece repeats the prompt before its text if it was asked to (`return_full_text`), and nothing tells.
import type { Usage } from '../../model/usage';
import type { Answer } from '../answer/answer';
import { defineWireStyle } from '../defineWireStyle';
import { type JsonObject, lengthOf, numberOf, objectOf, textOf } from '../json';
import { readError } from '../readError';
import type { BodyFacts, Exchange, MessageReader } from '../styleDefinition';
import { spokenPiece } from './messagesPrompt';

export const tgiGenerate = defineWireStyle({
  id: 'tgi.generate',
  endsUnmarked: true,
  answerName: 'an answer of Text Generation Inference',
  describeBody,
  describePrompt: ({ inputs }) => spokenPiece('user', inputs),
  openReader: (answer, { head }) => new GenerateReader(answer, head),
});

/** Two of its paths say whether a stream is wanted, the others leave that to the body. */
function describeBody(body: JsonObject, { pathname }: URL): BodyFacts {
  const isDecided = /\/generate(?:_stream)?$/.test(pathname);
  return {
    streamed: isDecided ? pathname.endsWith('_stream') : body.stream === true,
    maxOutputTokens: numberOf(objectOf(body.parameters).max_new_tokens),
  };
}

class GenerateReader implements MessageReader {
  constructor(
    private readonly answer: Answer,
    private readonly head: Exchange['head'],
  ) {}

  /** Special tokens end the text or part it: they are generated but belong to no text. */
  readEvent(event: JsonObject): boolean {
    const error = readError(event);
    if (error) this.answer.fail(error);
    const token = objectOf(event.token);
    if (typeof token.text !== 'string') return error !== undefined;
    if (token.special !== true) this.answer.addText(token.text);
    if (typeof event.generated_text === 'string') this.readEnd(objectOf(event.details));
    return true;
  }

  readDocument(document: JsonObject): boolean {
    if (typeof document.generated_text !== 'string') return false;
    this.answer.addText(document.generated_text);
    this.readEnd(objectOf(document.details));
    return true;
  }

  /** Details are told only if asked for. Without them nothing but the whole text says that this is the end. */
  private readEnd(details: JsonObject): void {
    const reason = textOf(details.finish_reason);
    if (reason === '') this.answer.markEnd('generated_text');
    else this.answer.finish(reason);
    const usage = usageOf(details, this.head.headers);
    if (usage) this.answer.reportUsage(usage);
  }
}

/** Answers in one piece tell token counts in their headers. Their details list a prompt's tokens only if asked to. */
function usageOf(details: JsonObject, headers: Exchange['head']['headers']): Usage | undefined {
  const output = numberOf(details.generated_tokens) ?? numberOf(headers['x-generated-tokens']);
  if (output === undefined) return undefined;
  const input = numberOf(details.input_length) ?? numberOf(headers['x-prompt-tokens']);
  return {
    inputTokens: input ?? (lengthOf(details.prefill) || null),
    outputTokens: output,
    cachedTokens: 0,
    cacheWriteTokens: 0,
    reasoningTokens: null,
  };
}
