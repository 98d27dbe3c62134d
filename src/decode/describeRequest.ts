import { createHash } from 'node:crypto';
import { isObject } from '../base/shape';
import type { RequestFacts } from '../model/attempt';
import { type JsonObject, nameOf, numberOf, objectOf, parseJson } from './json';
import type { BodyFacts } from './styleDefinition';

/**
 * Facts of a request. A body that is no JSON object leaves out what only that could tell.
 * @param describeBody what the wire style reads in the body
 * @param hasLines the body may be several messages, a line each, and need not be there at all
 */
export function describeRequest(
  describeBody: (body: JsonObject) => BodyFacts,
  body: Uint8Array,
  headers: Readonly<Record<string, string>>,
  hasLines = false,
): RequestFacts {
  const text = new TextDecoder().decode(body);
  const members = parseJson(text) ?? (hasLines ? mergeLines(text) : undefined);
  const facts = isObject(members) ? describeBody(members) : { streamed: false };
  return {
    bytes: body.byteLength,
    ...facts,
    bodyHash: body.byteLength > 0 ? hashOf(body) : undefined,
    ...readCount(headers),
  };
}

/** The members of all messages. What is no message has none. */
function mergeLines(text: string): JsonObject {
  const messages = text.split('\n').map((line) => objectOf(parseJson(line)));
  return Object.fromEntries(messages.flatMap(Object.entries));
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
  return createHash('sha256').update(body).digest('hex').slice(0, 16);
}
