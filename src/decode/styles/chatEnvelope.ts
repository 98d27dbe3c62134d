import type { Usage } from '../../model/usage';
import type { Answer, WireError } from '../answer/answer';
import { type JsonObject, listOf, numberOf, objectOf, textOf, updateFields } from '../json';
import { errorOf, readError } from '../readError';
import { findServerTimings } from './chatServerTimings';
import { findChatUsage, normaliseChatUsage } from './chatUsage';

/** What chunks and documents of Chat Completions and legacy Completions have in common: all but the choices' words. */
export class ChatEnvelope {
  private usage: JsonObject = {};

  constructor(private readonly answer: Answer) {}

  /** @returns whether the message is of this family */
  read(message: JsonObject, name?: string): boolean {
    const error = readChatError(message, name);
    if (error) this.answer.fail(error);
    this.answer.identify(message.model, message.id);
    // OpenRouter's name of the provider behind it.
    this.answer.creditServer(message.provider);
    const usage = findChatUsage(message);
    if (usage) this.answer.reportUsage(this.addUsage(usage));
    this.answer.addTimings(findServerTimings(message, usage));
    return Array.isArray(message.choices) || usage !== undefined || error !== undefined;
  }

  /** The choices of a message with their places. A choice without an index is the first. */
  *choicesOf(message: JsonObject): Generator<[JsonObject, number]> {
    for (const one of listOf(message.choices)) {
      const choice = objectOf(one);
      const index = numberOf(choice.index) ?? 0;
      this.answer.addChoice(index);
      this.readFinish(textOf(choice.finish_reason));
      yield [choice, index];
    }
  }

  private readFinish(reason: string): void {
    this.answer.finish(reason);
    const message = failures.get(reason);
    if (message !== undefined) this.answer.fail({ type: reason, message });
  }

  /** Later figures replace earlier ones field by field: not every report has all of them. */
  private addUsage(usage: JsonObject): Usage {
    this.usage = updateFields(this.usage, usage);
    return normaliseChatUsage(this.usage);
  }
}

/** Finish reasons that stand for a failure: of Mistral, OpenRouter and others, and of DeepSeek. */
const failures: ReadonlyMap<string, string> = new Map([
  ['error', 'The server broke off with an error.'],
  ['insufficient_system_resource', 'The server broke off for lack of resources.'],
]);

function readChatError(message: JsonObject, name: string | undefined): WireError | undefined {
  const reported = readError(message) ?? readError(objectOf(message.x_groq));
  if (reported) return reported;
  return name === 'error' || message.object === 'error' ? errorOf(message) : undefined;
}
