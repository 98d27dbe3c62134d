// Amazon Bedrock Converse and ConverseStream.
// https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ConverseStream.html and the types of
// @aws-sdk/client-bedrock-runtime 3.1163
// Not seen at the live service: which models retell their reasoning, and whether output tokens hold those of reasoning
// that is not shown.
import { isObject } from '../../base/shape';
import type { Answer } from '../answer/answer';
import { defineWireStyle } from '../defineWireStyle';
import { type JsonObject, jsonTextOf, lengthOf, listOf, numberOf, objectOf, textOf } from '../json';
import type { MessageReader } from '../styleDefinition';
import { describeBedrockPath } from './bedrockPath';
import { readConverseUsage } from './bedrockUsage';
import { messagesPrompt } from './messagesPrompt';

export const bedrockConverse = defineWireStyle({
  id: 'bedrock.converse',
  answerName: 'a Converse answer',
  endsUnmarked: true,
  describeBody: (body) => ({
    streamed: false,
    messageCount: lengthOf(body.messages),
    toolCount: listOf(objectOf(body.toolConfig).tools).length,
    maxOutputTokens: numberOf(objectOf(body.inferenceConfig).maxTokens),
  }),
  describePrompt: messagesPrompt,
  describePath: describeBedrockPath,
  openReader: (answer, { request }) => {
    answer.identify(request.model, undefined);
    return new ConverseReader(answer, request.model ?? '');
  },
});

type ReadStep = (event: JsonObject) => void;

/** Also reads what Nova answers with when it is asked by InvokeModel. */
export class ConverseReader implements MessageReader {
  /** By the event's name, which its frame has in a header. */
  private readonly steps: ReadonlyMap<string, ReadStep> = new Map<string, ReadStep>([
    ['messageStart', () => {}],
    ['contentBlockStart', (event) => this.readBlockStart(objectOf(event.start), blockOf(event))],
    ['contentBlockDelta', (event) => this.readDelta(objectOf(event.delta), blockOf(event))],
    ['contentBlockStop', () => {}],
    ['messageStop', (event) => this.answer.finish(textOf(event.stopReason))],
    ['metadata', (event) => this.readFigures(event)],
  ]);
  private readonly reasoningKind: 'full' | 'summary';

  constructor(
    private readonly answer: Answer,
    model: string,
  ) {
    this.reasoningKind = retelling.test(model) ? 'summary' : 'full';
  }

  readEvent(event: JsonObject, name: string | undefined): boolean {
    const step = this.steps.get(name ?? '');
    step?.(event);
    return step !== undefined;
  }

  readDocument(document: JsonObject): boolean {
    const { message } = objectOf(document.output);
    if (!isObject(message)) return false;
    listOf(message.content).forEach((block, index) => {
      this.readBlock(objectOf(block), index);
    });
    this.answer.finish(textOf(document.stopReason));
    this.readFigures(document);
    return true;
  }

  /** Only blocks of tools and pictures are begun; a text begins with its first piece. */
  private readBlockStart({ toolUse }: JsonObject, index: number | undefined): void {
    if (isObject(toolUse)) this.readTool(toolUse, index);
  }

  /** Signatures, redacted reasoning, citations and results of the server's own tools are no output. */
  private readDelta(delta: JsonObject, index: number | undefined): void {
    this.answer.addText(textOf(delta.text));
    this.answer.addReasoning(textOf(objectOf(delta.reasoningContent).text), this.reasoningKind);
    this.addImage(delta.image);
    if (isObject(delta.toolUse)) this.readTool(delta.toolUse, index);
  }

  private readBlock(block: JsonObject, index: number): void {
    const cited = listOf(objectOf(block.citationsContent).content);
    const reasoning = objectOf(objectOf(block.reasoningContent).reasoningText);
    this.answer.addText(textOf(block.text) + cited.map((part) => textOf(objectOf(part).text)).join(''));
    this.answer.addReasoning(textOf(reasoning.text), this.reasoningKind);
    this.addImage(block.image);
    if (isObject(block.toolUse)) this.readTool(block.toolUse, index);
  }

  private addImage(image: unknown): void {
    this.answer.addImage(textOf(objectOf(objectOf(image).source).bytes));
  }

  private readTool(tool: JsonObject, index: number | undefined): void {
    const delta = { key: index, id: textOf(tool.toolUseId), name: textOf(tool.name) };
    this.answer.addToolCall(delta, jsonTextOf(tool.input));
  }

  private readFigures({ usage, metrics }: JsonObject): void {
    const counts = readConverseUsage(objectOf(usage));
    if (counts) this.answer.reportUsage(counts);
    const latencyMs = numberOf(objectOf(metrics).latencyMs);
    if (latencyMs !== undefined) this.answer.addTimings({ latencyMs });
  }
}

/**
 * Models that don't show their reasoning as it was, and those whose address doesn't tell which they are: to take a
 * summary for the whole would make time per token too short.
 */
const retelling =
  /(?:^|[./])(?:anthropic|amazon)\.|claude|(?:application-inference-profile|provisioned-model|custom-model|imported-model)/;

/** Pieces of a block come between those of others. */
function blockOf(event: JsonObject): number | undefined {
  return numberOf(event.contentBlockIndex);
}
