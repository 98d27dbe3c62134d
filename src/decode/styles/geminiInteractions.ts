// Gemini Interactions, also on Vertex AI.
// https://ai.google.dev/api/interactions-api and the types of @google/genai 3.1
// Not seen at the live service: the order of events, and whether the output that it counts includes thoughts; the sum
// that it gives decides that, and without one they are taken for apart, as in generateContent.
import { isObject } from '../../base/shape';
import type { Usage } from '../../model/usage';
import type { Answer } from '../answer/answer';
import { defineWireStyle } from '../defineWireStyle';
import {
  firstNumber,
  type JsonObject,
  jsonTextOf,
  listOf,
  nameOf,
  numberOf,
  objectOf,
  textOf,
  updateFields,
} from '../json';
import { errorOf, readError } from '../readError';
import type { BodyFacts, MessageReader } from '../styleDefinition';
import { countInput } from './countInput';
import { describeContinuation } from './describeContinuation';
import { inputTokensOf } from './geminiUsage';
import { inputPieces } from './itemsPrompt';
import { spokenPiece, toolsPiece } from './messagesPrompt';

export const geminiInteractions = defineWireStyle({
  id: 'gemini.interactions',
  answerName: 'a Gemini interaction',
  describeBody,
  describePrompt: (body) => [
    ...toolsPiece(body.tools),
    ...spokenPiece('system', body.system_instruction),
    ...inputPieces(body.input),
  ],
  openReader: (answer) => new InteractionReader(answer),
});

function describeBody(body: JsonObject, url: URL): BodyFacts {
  return {
    streamed: body.stream === true || url.pathname.endsWith(':createStream'),
    model: nameOf(body.model) ?? nameOf(body.agent),
    messageCount: countInput(body.input),
    toolCount: listOf(body.tools).length,
    maxOutputTokens: numberOf(objectOf(body.generation_config).max_output_tokens),
    ...describeContinuation(body.previous_interaction_id, body.continuation_token),
  };
}

/** While an interaction has one of these it isn't over. */
const openStatuses = new Set(['', 'queued', 'in_progress']);

class InteractionReader implements MessageReader {
  private usage: JsonObject = {};

  constructor(private readonly answer: Answer) {}

  readEvent(event: JsonObject, name: string | undefined): boolean {
    this.addUsage(event.usage ?? objectOf(event.metadata).total_usage);
    switch (textOf(event.event_type) || name) {
      case 'interaction.created':
      case 'interaction.completed':
        this.readInteraction(objectOf(event.interaction));
        return true;
      case 'interaction.status_update':
        this.readStatus(textOf(event.status));
        return true;
      case 'step.start':
        readStep(objectOf(event.step), numberOf(event.index), this.answer);
        return true;
      case 'step.delta':
        readDelta(objectOf(event.delta), numberOf(event.index), this.answer);
        return true;
      case 'error':
        this.answer.fail(readError(event) ?? errorOf(event));
        return true;
      default:
        return event.event_type === 'step.stop';
    }
  }

  readDocument(document: JsonObject): boolean {
    if (document.object !== 'interaction' && !Array.isArray(document.steps)) return false;
    listOf(document.steps).forEach((step, index) => {
      readStep(objectOf(step), index, this.answer);
    });
    this.readInteraction(document);
    return true;
  }

  private readInteraction(interaction: JsonObject): void {
    this.answer.identify(interaction.model ?? interaction.agent, interaction.id);
    this.addUsage(interaction.usage);
    this.readStatus(textOf(interaction.status));
    const [error] = listOf(interaction.errors).map(objectOf);
    if (error) this.answer.fail(errorOf(error));
    else if (interaction.status === 'failed') this.answer.fail({ type: 'failed', message: '' });
  }

  private readStatus(status: string): void {
    if (!openStatuses.has(status)) this.answer.finish(status);
  }

  private addUsage(usage: unknown): void {
    if (!isObject(usage)) return;
    this.usage = updateFields(this.usage, usage);
    this.answer.reportUsage(normaliseUsage(this.usage));
  }
}

/** The start of a step in a stream, where it is empty as a rule, or the whole step in a document. */
function readStep(step: JsonObject, index: number | undefined, answer: Answer): void {
  const type = textOf(step.type);
  for (const thought of listOf(step.summary)) readThought(objectOf(thought), answer);
  if (type === 'model_output') for (const part of listOf(step.content)) readContent(objectOf(part), answer);
  if (isObject(step.error)) answer.fail(errorOf(step.error));
  if (!type.endsWith('_call')) return;
  const name = type === 'function_call' ? textOf(step.name) : '';
  answer.addToolCall({ key: index, id: textOf(step.id), name }, wholeArguments(step));
}

/** Signatures, annotations and what tools brought are no output. */
function readDelta(delta: JsonObject, index: number | undefined, answer: Answer): void {
  const type = textOf(delta.type);
  if (type === 'thought_summary') readThought(objectOf(delta.content), answer);
  else if (type === 'arguments_delta') addArguments(textOf(delta.arguments), index, answer);
  else if (type.endsWith('_call')) addArguments(wholeArguments(delta), index, answer);
  else readContent(delta, answer);
}

function readThought({ text }: JsonObject, answer: Answer): void {
  answer.addReasoning(textOf(text), 'summary');
}

function addArguments(piece: string, index: number | undefined, answer: Answer): void {
  answer.addToolCall({ key: index, id: '', name: '' }, piece);
}

/** An empty object stands for arguments that are still to come. */
function wholeArguments(step: JsonObject): string {
  const isEmpty = isObject(step.arguments) && Object.keys(step.arguments).length === 0;
  return isEmpty ? '' : jsonTextOf(step.arguments);
}

function readContent(part: JsonObject, answer: Answer): void {
  const media = textOf(part.data) || textOf(part.uri);
  if (part.type === 'text') answer.addText(textOf(part.text));
  else if (part.type === 'audio') answer.addAudio(media, '');
  else if (part.type === 'image' || part.type === 'video') answer.addImage(media);
}

function normaliseUsage(usage: JsonObject): Usage {
  const input = inputTokensOf(usage.total_input_tokens, usage.total_tool_use_tokens);
  const said = firstNumber([usage.total_output_tokens]);
  const thoughts = numberOf(usage.total_thought_tokens);
  const isWithin = numberOf(usage.total_tokens) === (input ?? 0) + said;
  return {
    inputTokens: input,
    outputTokens: isWithin ? said : said + (thoughts ?? 0),
    cachedTokens: firstNumber([usage.total_cached_tokens]),
    cacheWriteTokens: 0,
    reasoningTokens: thoughts ?? null,
  };
}
