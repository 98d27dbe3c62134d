// llama.cpp's own server: going on from a prompt, and filling in between a prefix and a suffix.
// https://github.com/ggml-org/llama.cpp/tree/master/tools/server#api-endpoints (/completion, /infill)
// Checked against a running server (build of October 2026): streams, lists of prompts, fill-in, progress, errors. Older
// ones name the reason of the end differently, and are then told to have ended without one.
import { isObject } from '../../base/shape';
import type { Usage } from '../../model/usage';
import type { Answer } from '../answer/answer';
import { defineWireStyle } from '../defineWireStyle';
import { firstNumber, type JsonObject, nameOf, numberOf, objectOf, textOf } from '../json';
import { readError } from '../readError';
import type { MessageReader } from '../styleDefinition';
import { findServerTimings } from './chatServerTimings';
import { spokenPiece } from './messagesPrompt';
import { textPrompt } from './textPrompt';

export const llamacppNative = defineWireStyle({
  id: 'llamacpp.native',
  answerName: "an answer of llama.cpp's completion",
  describeBody: (body) => {
    const limit = numberOf(body.n_predict);
    return {
      streamed: body.stream === true,
      model: nameOf(body.model),
      maxOutputTokens: limit !== undefined && limit >= 0 ? limit : undefined,
    };
  },
  describePrompt: (body) => [
    ...spokenPiece('other', body.input_extra),
    ...spokenPiece('user', body.input_prefix),
    ...textPrompt(body),
    ...spokenPiece('other', body.input_suffix),
  ],
  openReader: (answer) => new CompletionReader(answer),
});

class CompletionReader implements MessageReader {
  private usage: Usage | undefined;

  constructor(private readonly answer: Answer) {}

  /** While the prompt is being worked off, events tell of that and have nothing in `content`. */
  readEvent(event: JsonObject): boolean {
    const error = readError(event);
    if (error) this.answer.fail(error);
    if (typeof event.content !== 'string') return error !== undefined || isObject(event.prompt_progress);
    const index = numberOf(event.index) ?? 0;
    this.answer.addChoice(index);
    this.answer.addText(event.content, index);
    if (event.stop === true) this.readEnd(event);
    return true;
  }

  readDocument(document: JsonObject): boolean {
    return this.readEvent(document);
  }

  private readEnd(event: JsonObject): void {
    this.answer.identify(event.model, undefined);
    this.answer.finish(textOf(event.stop_type));
    this.answer.markEnd('stop:true');
    this.answer.addTimings(findServerTimings(event, undefined));
    // Each of several prompts ends with its own counts.
    const usage = usageOf(event, objectOf(event.timings));
    this.usage = this.usage ? addUsage(this.usage, usage) : usage;
    this.answer.reportUsage(this.usage);
  }
}

/**
 * `tokens_evaluated` is the whole prompt, of which a cache had `cache_n` tokens and `prompt_n` were worked off.
 * `tokens_cached` is something else: what the cache holds when all is done.
 */
function usageOf(event: JsonObject, timings: JsonObject): Usage {
  const cachedTokens = firstNumber([timings.cache_n]);
  const worked = numberOf(timings.prompt_n);
  return {
    inputTokens: numberOf(event.tokens_evaluated) ?? (worked === undefined ? null : worked + cachedTokens),
    outputTokens: firstNumber([event.tokens_predicted, timings.predicted_n]),
    cachedTokens,
    cacheWriteTokens: 0,
    reasoningTokens: null,
  };
}

function addUsage(one: Usage, other: Usage): Usage {
  const isKnown = one.inputTokens !== null && other.inputTokens !== null;
  return {
    ...one,
    inputTokens: isKnown ? one.inputTokens + other.inputTokens : null,
    outputTokens: one.outputTokens + other.outputTokens,
    cachedTokens: one.cachedTokens + other.cachedTokens,
  };
}
