import { createHash } from 'node:crypto';
import type { Behaviour, Failure, Respond, SimulatedRequest, Usage } from './behaviour';
import { monotonicNow } from './clock';
import { type PreparedAnswer, prepareAnswer } from './preparedAnswer';
import type { PromptCache } from './promptCache';
import { createRandom } from './random';
import type { AnswerWriter } from './responseWriter';
import type { LoggedRequest } from './simulatorLog';
import { planStream } from './streamPlan';
import { failureMs } from './tokenSchedule';
import { countTokens, splitTokens } from './tokens';
import type { Json, WireStyle } from './wire/wireStyle';

export interface ReceivedRequest {
  readonly style: WireStyle;
  readonly entry: LoggedRequest;
  readonly headers: SimulatedRequest['headers'];
  readonly bodyText: string;
}

export interface AnsweringOptions {
  readonly seed: number;
  readonly cache: PromptCache;
  readonly respond: Respond;
}

/** Asks the scenario how to answer an LLM request and plays that answer to its end. */
export async function answerRequest(
  received: ReceivedRequest,
  options: AnsweringOptions,
  writer: AnswerWriter,
): Promise<void> {
  const { style, entry } = received;
  const body = parseObject(received.bodyText);
  if (!body) return playStatus(writer, style, entry, {}, { kind: 'status', status: 400 });
  const { request, input, remember } = readRequest(received, body, options.cache);
  entry.stream = request.stream;
  const behaviour = options.respond(request);
  const { headersAfterMs = 0, failure } = behaviour;
  if (failure?.kind === 'html') return playHtml(writer, headersAfterMs, failure.status);
  if (failure?.kind === 'status') return playStatus(writer, style, entry, behaviour, failure);
  const random = createRandom(seedFor(options.seed, received.bodyText));
  const answer = prepareAnswer({ id: entry.id, model: request.model, body, behaviour, input, random });
  const play = request.stream ? playStream : playWhole;
  await play(writer, style, behaviour, answer, remember);
}

interface ReadRequest {
  readonly request: SimulatedRequest;
  readonly input: Pick<Usage, 'inputTokens' | 'cachedTokens' | 'cacheWriteTokens'>;
  /** See `PromptCacheLookup`. */
  remember(): void;
}

/** What a request says, and how much of its prompt is in the cache. */
function readRequest(
  { style, entry, headers }: ReceivedRequest,
  body: Json,
  cache: PromptCache,
): ReadRequest {
  const prompt = style.readPrompt(body, entry.path);
  const cacheable = splitTokens(prompt.cacheable);
  const inputTokens = cacheable.length + countTokens(prompt.rest);
  const { cachedTokens, cacheWriteTokens, remember } = cache.lookup(
    `${style.id} ${prompt.model}`,
    cacheable,
    style.cachePolicy,
  );
  const request = {
    ...prompt,
    id: entry.id,
    style: style.id,
    path: entry.path,
    headers,
    body,
    retryCount: Number(headers['x-stainless-retry-count'] ?? 0),
    inputTokens,
    cachedTokens,
  };
  return { request, input: { inputTokens, cachedTokens, cacheWriteTokens }, remember };
}

/** The jitter of a request follows from what it says, not from when it came, so that runs repeat. */
function seedFor(seed: number, bodyText: string): number {
  return (createHash('sha1').update(bodyText).digest().readUInt32LE(0) ^ seed) >>> 0;
}

function parseObject(text: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Json) : undefined;
  } catch {
    return undefined;
  }
}

async function playStream(
  writer: AnswerWriter,
  style: WireStyle,
  behaviour: Behaviour,
  { context, made, times }: PreparedAnswer,
  onFirstToken: () => void,
): Promise<void> {
  const headMs = behaviour.headersAfterMs ?? 0;
  await writer.head(headMs, 200, {
    ...headersOf(style, behaviour, context.requestId, headMs),
    'content-type': style.streamType,
    'cache-control': 'no-cache',
  });
  let started = false;
  let heldMs = 0;
  for (const { dueMs, frames, kind, tokens } of planStream(
    behaviour,
    made,
    style.createEncoder(context),
    times,
  )) {
    heldMs += await holdUp(behaviour.before?.(kind));
    await writer.write(dueMs + heldMs, frames.map((frame) => frame.text).join(''), {
      kind,
      tokens,
      events: frames.length,
    });
    if (!started && kind !== 'preamble' && kind !== 'keepalive') {
      started = true;
      onFirstToken();
    }
  }
  await finishStream(writer, behaviour.failure, times);
}

/** What the provider sends with every answer, and what the script wants. */
function headersOf(
  style: WireStyle,
  { headers }: Behaviour,
  id: string,
  processingMs: number,
): Record<string, string> {
  return { ...style.headers(id, processingMs), ...headers };
}

/** Waits, and tells for how many milliseconds. */
async function holdUp(until: Promise<unknown> | undefined): Promise<number> {
  if (!until) return 0;
  const from = monotonicNow();
  await until;
  return monotonicNow() - from;
}

async function finishStream(writer: AnswerWriter, failure: Failure | undefined, times: readonly number[]) {
  if (failure?.kind === 'cut') await writer.cut(failureMs(times, failure.afterTokens));
  else if (failure?.kind === 'hang') await writer.hang();
  else writer.end();
}

async function playWhole(
  writer: AnswerWriter,
  style: WireStyle,
  behaviour: Behaviour,
  { context, times }: PreparedAnswer,
  onFirstToken: () => void,
): Promise<void> {
  const { failure } = behaviour;
  if (failure?.kind === 'cut') return writer.cut(failureMs(times, failure.afterTokens));
  if (failure?.kind === 'hang') return writer.hang();
  const dueMs = Math.max(
    behaviour.headersAfterMs ?? 0,
    (times.at(-2) ?? times[0] ?? 0) + (behaviour.finishAfterMs ?? 0),
  );
  const failed = failure?.kind === 'streamError';
  const body = failed ? style.encodeError(500, context.requestId) : style.encodeWhole(context);
  const headers = {
    ...headersOf(style, behaviour, context.requestId, dueMs),
    'content-type': 'application/json',
  };
  if (!failed) onFirstToken();
  await writer.whole(dueMs, failed ? 500 : 200, headers, JSON.stringify(body));
}

async function playStatus(
  writer: AnswerWriter,
  style: WireStyle,
  { id }: LoggedRequest,
  behaviour: Behaviour,
  failure: Extract<Failure, { kind: 'status' }>,
): Promise<void> {
  const { headersAfterMs: dueMs = 0 } = behaviour;
  const { status, retryAfterSeconds, retryAfterMs, shouldRetry } = failure;
  const headers: Record<string, string> = {
    ...headersOf(style, behaviour, id, dueMs),
    'content-type': 'application/json',
  };
  if (retryAfterSeconds !== undefined) headers['retry-after'] = String(retryAfterSeconds);
  if (retryAfterMs !== undefined) headers['retry-after-ms'] = String(retryAfterMs);
  if (shouldRetry !== undefined) headers['x-should-retry'] = String(shouldRetry);
  await writer.whole(dueMs, status, headers, JSON.stringify(style.encodeError(status, id)));
}

async function playHtml(writer: AnswerWriter, dueMs: number, status: number): Promise<void> {
  const page =
    '<!doctype html>\n<html><head><title>Sign in</title></head><body><h1>Sign in</h1></body></html>\n';
  await writer.whole(dueMs, status, { 'content-type': 'text/html; charset=utf-8' }, page);
}
