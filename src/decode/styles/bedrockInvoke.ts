// Amazon Bedrock InvokeModel and InvokeModelWithResponseStream: what a model's own API answers, in base64 where it is
// streamed. The form is told by each message, not by the model: an ARN need not say whose it is.
// https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_InvokeModelWithResponseStream.html
// https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters.html (each vendor's form)
// Not seen at the live service: `amazon-bedrock-invocationMetrics`, and headers with counts, beyond what the guides say.
import { isObject } from '../../base/shape';
import type { Answer } from '../answer/answer';
import { defineWireStyle } from '../defineWireStyle';
import { type JsonObject, lengthOf, listOf, numberOf, objectOf, parseJson, textOf } from '../json';
import type { Exchange, MessageReader } from '../styleDefinition';
import { MessagesReader } from './anthropicMessages';
import { ConverseReader } from './bedrockConverse';
import { describeBedrockPath } from './bedrockPath';
import { BedrockPlainReader } from './bedrockPlain';
import { readHeaderUsage, readMetricsUsage } from './bedrockUsage';
import { CohereV1Reader, cohereV1Prompt } from './cohereV1';
import { messagesPrompt, spokenPiece } from './messagesPrompt';
import { ChatReader } from './openaiChat';
import { textPrompt } from './textPrompt';

export const bedrockInvoke = defineWireStyle({
  id: 'bedrock.invoke',
  answerName: 'an InvokeModel answer',
  endsUnmarked: true,
  describeBody: (body) => ({
    streamed: false,
    messageCount: lengthOf(body.messages),
    toolCount: listOf(body.tools ?? objectOf(body.toolConfig).tools).length,
    maxOutputTokens: outputLimitOf(body),
  }),
  describePrompt: (body) => {
    const { inputText, message } = body;
    if (message !== undefined) return cohereV1Prompt(body);
    return [...messagesPrompt(body), ...textPrompt(body), ...spokenPiece('user', inputText)];
  },
  describePath: describeBedrockPath,
  openReader: (answer, exchange) => new InvokeReader(answer, exchange),
});

/** Anthropic, Mistral and Cohere; OpenAI; Llama; Titan; Nova. */
function outputLimitOf(body: JsonObject): number | undefined {
  const config = objectOf(body.inferenceConfig);
  const limits = [
    body.max_tokens,
    body.max_completion_tokens,
    body.max_gen_len,
    objectOf(body.textGenerationConfig).maxTokenCount,
    config.maxTokens,
    config.max_new_tokens,
  ];
  return limits.map(numberOf).find((limit) => limit !== undefined);
}

class InvokeReader implements MessageReader {
  private readonly messages: MessageReader;
  private readonly chat: MessageReader;
  private readonly converse: MessageReader;
  private readonly cohere: MessageReader;
  private readonly plain: MessageReader;

  constructor(
    private readonly answer: Answer,
    private readonly exchange: Exchange,
  ) {
    this.messages = new MessagesReader(answer);
    this.chat = new ChatReader(answer);
    this.converse = new ConverseReader(answer, exchange.request.model ?? '');
    this.cohere = new CohereV1Reader(answer);
    this.plain = new BedrockPlainReader(answer);
  }

  readEvent(chunk: JsonObject): boolean {
    const message = parseJson(Buffer.from(textOf(chunk.bytes), 'base64').toString());
    if (!isObject(message)) return false;
    const isKnown = this.readMessage(message);
    const metrics = message['amazon-bedrock-invocationMetrics'];
    if (isObject(metrics)) this.readMetrics(metrics);
    this.answer.identify(this.exchange.request.model, undefined);
    return isKnown || isObject(metrics);
  }

  readDocument(document: JsonObject): boolean {
    const isKnown = this.readWhole(document);
    const counts = readHeaderUsage(this.exchange.head.headers);
    if (counts && !this.answer.hasUsage) this.answer.reportUsage(counts);
    this.answer.identify(this.exchange.request.model, undefined);
    return isKnown;
  }

  private readMessage(message: JsonObject): boolean {
    if (Array.isArray(message.choices)) return this.chat.readEvent(toChatChunk(message), undefined);
    if (typeof message.type === 'string') return this.messages.readEvent(message, undefined);
    if (typeof message.event_type === 'string') return this.cohere.readEvent(message, undefined);
    return this.readNova(message) || this.plain.readEvent(message, undefined);
  }

  private readWhole(document: JsonObject): boolean {
    if (Array.isArray(document.choices)) return this.chat.readEvent(toChatChunk(document), undefined);
    const vendors = [this.messages, this.converse, this.cohere, this.plain];
    return vendors.some((vendor) => vendor.readDocument(document));
  }

  /** Events of Converse, each under its name. */
  private readNova(message: JsonObject): boolean {
    const known = Object.entries(message).map(([name, event]) =>
      this.converse.readEvent(objectOf(event), name),
    );
    return known.includes(true);
  }

  private readMetrics(metrics: JsonObject): void {
    const counts = readMetricsUsage(metrics);
    if (counts && !this.answer.hasUsage) this.answer.reportUsage(counts);
    const timings = {
      invocationLatencyMs: metrics.invocationLatency,
      firstByteLatencyMs: metrics.firstByteLatency,
    };
    for (const [name, value] of Object.entries(timings)) {
      const latency = numberOf(value);
      if (latency !== undefined) this.answer.addTimings({ [name]: latency });
    }
  }
}

/** Mistral's and DeepSeek's choices have a message or a text, and a `stop_reason`, streamed or not. */
function toChatChunk(message: JsonObject): JsonObject {
  const choices = listOf(message.choices).map((one) => {
    const choice = objectOf(one);
    return {
      ...choice,
      delta: choice.delta ?? choice.message ?? { content: choice.text },
      finish_reason: choice.finish_reason ?? choice.stop_reason,
    };
  });
  return { ...message, choices };
}
