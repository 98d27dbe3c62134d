import { createHash } from 'node:crypto';
import type { RequestFacts } from '../model/attempt';
import { type JsonObject, numberOf, objectOf, parseJson } from './json';
import type { BodyFacts } from './styleDefinition';

/**
 * Facts of a request. A body that is no JSON leaves out what only JSON could tell.
 * @param describeBody what the wire style reads in the body
 */
export function describeRequest(
  describeBody: (body: JsonObject) => BodyFacts,
  body: Uint8Array,
  headers: Readonly<Record<string, string>>,
): RequestFacts {
  const facts = describeBody(objectOf(parseJson(new TextDecoder().decode(body))));
  return {
    bytes: body.byteLength,
    ...facts,
    bodyHash: body.byteLength > 0 ? hashOf(body) : undefined,
    retryCount: numberOf(headers['x-stainless-retry-count']),
  };
}

function hashOf(body: Uint8Array): string {
  return createHash('sha256').update(body).digest('hex').slice(0, 16);
}
