import type { Milliseconds } from '../base/units';
import type { Headers } from './headers/headers';
import { nameOf, numberOf } from './json';

/**
 * How long the server asks the client to wait before it tries again: `retry-after-ms` as some providers send it, else
 * `retry-after` (https://www.rfc-editor.org/rfc/rfc9110#field.retry-after), whose date counts from the `date` of the
 * same response, since two clocks are not to be mixed.
 */
export function retryAfterOf(headers: Headers): Milliseconds | null {
  const milliseconds = numberOf(headers['retry-after-ms']);
  if (milliseconds !== undefined) return Math.max(0, milliseconds);
  const value = headers['retry-after'];
  if (value === undefined) return null;
  const seconds = numberOf(value);
  if (seconds !== undefined) return Math.max(0, seconds * 1000);
  const wait = Date.parse(value) - Date.parse(headers.date ?? '');
  return Number.isFinite(wait) ? Math.max(0, wait) : null;
}

/**
 * Figures of the server's own work that headers give. `openai-processing-ms` ends when the response begins, so that it
 * says something of the work only where the whole answer is sent at once.
 */
export function headerTimings(headers: Headers, streamed: boolean): Record<string, number> {
  const timings: Record<string, number> = {};
  const processing = streamed ? undefined : numberOf(headers['openai-processing-ms']);
  if (processing !== undefined) timings.processingMs = processing;
  const firstToken = numberOf(headers['fireworks-server-time-to-first-token']);
  if (firstToken !== undefined) timings.ttftMs = secondsToMs(firstToken);
  return timings;
}

/**
 * The name that AWS gives to a failure, of which the body has the sentence alone; a namespace before it and an address
 * behind it are left out. https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html#operation-error-serialization
 */
export function failureNameOf(headers: Headers): string | undefined {
  return nameOf(/^(?:[^#:]*#)?([^:#]+)/.exec(headers['x-amzn-errortype'] ?? '')?.[1]);
}

/** Without the dust that a multiplication leaves: to the microsecond. */
export function secondsToMs(seconds: number): Milliseconds {
  return Math.round(seconds * 1e6) / 1e3;
}
