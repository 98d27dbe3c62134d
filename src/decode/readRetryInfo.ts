// The wait that a Google API asks for in the body of an error, where others send `retry-after`.
// https://github.com/googleapis/googleapis/blob/master/google/rpc/error_details.proto (RetryInfo), in the JSON form of
// https://protobuf.dev/programming-guides/json. That Gemini sends it is not verified against real traffic.
import type { Milliseconds } from '../base/units';
import { listOf, numberOf, objectOf, textOf } from './json';

/** @param body of an error; undefined when it asks for no wait */
export function readRetryInfo(body: unknown): Milliseconds | undefined {
  const document = Array.isArray(body) ? objectOf(body[0]) : objectOf(body);
  const details = listOf(objectOf(document.error).details).map(objectOf);
  const info = details.find((detail) => textOf(detail['@type']).endsWith('google.rpc.RetryInfo'));
  const seconds = numberOf(/^([\d.]+)s$/.exec(textOf(info?.retryDelay))?.[1]);
  return seconds === undefined ? undefined : Math.round(seconds * 1000);
}
