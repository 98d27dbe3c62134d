// Answers of models on Bedrock that have a form of their own, each a text with a reason for its end.
// Titan: https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-titan-text.html
// Llama: .../model-parameters-meta.html; Mistral: .../model-parameters-mistral-text-completion.html
// Cohere Command: .../model-parameters-cohere-command.html; embeddings: .../model-parameters-embed.html
// Not seen at the live service: the chunks of Mistral's and Cohere's streams, which are taken to have the members that
// their documents have.
import type { Answer } from '../answer/answer';
import { type JsonObject, listOf, numberOf, objectOf, textOf } from '../json';
import type { MessageReader } from '../styleDefinition';

/** Members that hold a text, or texts; one of them tells that a message is of this kind. */
const texts = ['outputText', 'generation', 'text'];
const lists = ['results', 'outputs', 'generations'];
const others = ['embedding', 'embeddings', 'embeddingsByType', 'images', 'is_finished'];

export class BedrockPlainReader implements MessageReader {
  private inputTokens: number | undefined;

  constructor(private readonly answer: Answer) {}

  /** A chunk has the form of a document, or of one of the entries in it. */
  readEvent(message: JsonObject): boolean {
    return this.readDocument(message);
  }

  readDocument(message: JsonObject): boolean {
    const entries = lists.flatMap((name) => listOf(message[name]).map(objectOf));
    entries.forEach((entry, choice) => {
      this.readEntry(entry, choice);
    });
    if (entries.length === 0) this.readEntry(message, 0);
    for (const image of listOf(message.images)) this.answer.addImage(textOf(image));
    this.readUsage(message, entries);
    return [...texts, ...lists, ...others].some((name) => message[name] !== undefined);
  }

  private readEntry(entry: JsonObject, choice: number): void {
    this.answer.addChoice(choice);
    for (const name of texts) this.answer.addText(textOf(entry[name]), choice);
    const reasons = [entry.completionReason, entry.stop_reason, entry.finish_reason].map(textOf);
    this.answer.finish(reasons.find((reason) => reason !== '') ?? '');
  }

  /** Titan and Llama count. The prompt is counted in the first chunk, the answer in each or in the last. */
  private readUsage(message: JsonObject, entries: readonly JsonObject[]): void {
    this.inputTokens ??= numberOf(message.inputTextTokenCount) ?? numberOf(message.prompt_token_count);
    const output =
      numberOf(message.totalOutputTextTokenCount) ??
      numberOf(message.generation_token_count) ??
      numberOf(entries[0]?.tokenCount) ??
      (message.embedding === undefined ? undefined : 0);
    if (output === undefined) return;
    this.answer.reportUsage({
      inputTokens: this.inputTokens ?? null,
      outputTokens: output,
      cachedTokens: 0,
      cacheWriteTokens: 0,
      reasoningTokens: null,
    });
  }
}
