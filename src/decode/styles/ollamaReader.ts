// What Ollama's native chat and generation have in common. A stream is a line of JSON an event, a whole answer is one
// such line: https://docs.ollama.com/api/streaming and https://docs.ollama.com/api/usage
// Figures that are zero are left out. By the newer servers' source `prompt_eval_count` holds the tokens that a cache had,
// while `prompt_eval_duration` is that of the others; older ones left them out of both. That was not verified against
// running servers. How many a cache had is told nowhere.
import type { Usage } from '../../model/usage';
import type { Answer } from '../answer/answer';
import { type JsonObject, jsonTextOf, listOf, nameOf, numberOf, objectOf, textOf } from '../json';
import { readError } from '../readError';
import type { BodyFacts, MessageReader } from '../styleDefinition';
import type { Told } from '../wireDecoder';

/** Facts that requests of both kinds tell alike. Streams are the default; a negative limit stands for none. */
export function describeOllamaBody(body: JsonObject): BodyFacts {
  const limit = numberOf(objectOf(body.options).num_predict);
  return {
    streamed: body.stream !== false,
    model: nameOf(body.model),
    maxOutputTokens: limit !== undefined && limit >= 0 ? limit : undefined,
  };
}

/** What one line says, by whatever name it has there. */
interface Said {
  readonly text: unknown;
  readonly thinking: unknown;
  readonly toolCalls: unknown;
}

export class OllamaReader implements MessageReader {
  private toolCalls = 0;

  constructor(
    private readonly answer: Answer,
    private readonly findSaid: (line: JsonObject) => Said,
  ) {}

  readEvent(line: JsonObject): boolean {
    const error = readError(line);
    if (error) this.answer.fail(error);
    if (typeof line.done !== 'boolean') return error !== undefined;
    this.answer.identify(line.model, undefined);
    const said = this.findSaid(line);
    this.answer.addReasoning(textOf(said.thinking), 'full');
    this.answer.addText(textOf(said.text));
    for (const call of listOf(said.toolCalls)) this.readToolCall(objectOf(call));
    if (line.done) this.readEnd(line);
    return true;
  }

  readDocument(document: JsonObject): boolean {
    return this.readEvent(document);
  }

  /** A call comes whole, so that each is another one, whatever index or id it has. */
  private readToolCall(call: JsonObject): void {
    const called = objectOf(call.function);
    const delta = { key: this.toolCalls, id: textOf(call.id), name: textOf(called.name) };
    this.toolCalls += 1;
    this.answer.addToolCall(delta, jsonTextOf(called.arguments));
  }

  private readEnd(line: JsonObject): void {
    const reason = textOf(line.done_reason);
    this.answer.finish(reason);
    const remark = askedNothing.get(reason);
    if (remark) this.answer.remark(remark);
    this.answer.markEnd('done:true');
    const usage = usageOf(line);
    if (usage) this.answer.reportUsage(usage);
    const timings = timingsOf(line);
    if (Object.values(timings).some((length) => length !== null)) this.answer.addTimings(timings);
  }
}

/** A request without a prompt only has the model loaded, or dropped: by the reason that its answer gives. */
const askedNothing: ReadonlyMap<string, string> = new Map([
  ['load', 'Nothing was asked of the model: it was only loaded.'],
  ['unload', 'Nothing was asked of the model: it was only dropped from memory.'],
]);

/** Output tokens that are left out are none. Thoughts are among them. */
function usageOf(line: JsonObject): Usage | undefined {
  const input = numberOf(line.prompt_eval_count);
  const output = numberOf(line.eval_count);
  if (input === undefined && output === undefined) return undefined;
  return {
    inputTokens: input ?? null,
    outputTokens: output ?? 0,
    cachedTokens: 0,
    cacheWriteTokens: 0,
    reasoningTokens: null,
  };
}

/** The load lasts until the model can work: waiting for a free place is in it, and nearly all of a cold start. */
function timingsOf(line: JsonObject): Told {
  return {
    totalMs: nanosecondsToMs(line.total_duration),
    loadMs: nanosecondsToMs(line.load_duration),
    promptMs: nanosecondsToMs(line.prompt_eval_duration),
    completionMs: nanosecondsToMs(line.eval_duration),
  };
}

function nanosecondsToMs(value: unknown): number | null {
  const nanoseconds = numberOf(value);
  return nanoseconds === undefined ? null : nanoseconds / 1e6;
}
