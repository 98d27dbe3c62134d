import { hash } from 'node:crypto';
import { isObject } from '../base/shape';
import type { RequestFacts } from '../model/attempt';
import { type JsonObject, nameOf, numberOf, objectOf, parseJson } from './json';
import { describePrompt, type PartListener } from './promptParts';
import type { StyleDefinition } from './styleDefinition';

/** A request as it was sent, its body whole. */
export interface SentRequest {
  readonly body: Uint8Array;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
}

/** Facts of a request. A body that is no JSON object leaves out what only that could tell. */
export function describeRequest(
  style: StyleDefinition,
  { body, url, headers }: SentRequest,
  onPart?: PartListener,
): RequestFacts {
  const messages = readMessages(new TextDecoder().decode(body), style.framing === 'lines');
  const members = mergeMembers(messages);
  const facts = members ? style.describeBody(members, url) : { streamed: false };
  const prompt =
    members &&
    describePromptSafely(() => describePrompt(style.describePrompt?.(members, messages) ?? [], onPart));
  return {
    bytes: body.byteLength,
    ...facts,
    ...(prompt && { prompt }),
    bodyHash: body.byteLength > 0 ? hashOf(body) : undefined,
    ...readCount(headers),
  };
}

/** @param hasLines the body may be several messages, a line each, and need not be there at all */
function readMessages(text: string, hasLines: boolean): readonly JsonObject[] {
  const body = parseJson(text);
  if (isObject(body)) return [body];
  return hasLines && body === undefined ? text.split('\n').map((line) => objectOf(parseJson(line))) : [];
}

/** The members of all messages. What is no message has none. */
function mergeMembers(messages: readonly JsonObject[]): JsonObject | undefined {
  return messages.length > 1 ? Object.fromEntries(messages.flatMap(Object.entries)) : messages[0];
}

/** A prompt that is nested deeper than can be written down is not told. */
function describePromptSafely(describe: () => RequestFacts['prompt']): RequestFacts['prompt'] {
  try {
    return describe();
  } catch {
    return undefined;
  }
}

/**
 * Which try of a call this is, where the SDK says so: generated SDKs count retries, those of AWS attempts, and name the
 * call besides. The names of AWS' headers are not verified against real traffic.
 */
function readCount(
  headers: Readonly<Record<string, string>>,
): Pick<RequestFacts, 'retryCount' | 'invocationId'> {
  const attempt = numberOf(/\battempt=(\d+)/.exec(headers['amz-sdk-request'] ?? '')?.[1]);
  const invocationId = nameOf(headers['amz-sdk-invocation-id']);
  return {
    retryCount: numberOf(headers['x-stainless-retry-count']) ?? (attempt && attempt - 1),
    ...(invocationId !== undefined && { invocationId }),
  };
}

function hashOf(body: Uint8Array): string {
  return hash('sha256', body).slice(0, 16);
}
