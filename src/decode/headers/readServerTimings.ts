// One name for what servers say of their own work. Figures of bodies come from the decoders, in the words of each
// provider; those of headers are read here. Not verified against real traffic: the moment at which
// `openai-processing-ms` and `x-envoy-upstream-service-time` stop counting on streams.
import type { Milliseconds } from '../../base/units';
import type { ServerTimings } from '../../model/serverTimings';
import { clip } from '../clip';
import { numberOf } from '../json';
import type { Told } from '../wireDecoder';
import type { Headers } from './headers';

type Field = Exclude<keyof ServerTimings, 'named'>;

/** Names that decoders give to what bodies say; of several the first that is there counts. */
const ofBodies: Readonly<Record<Field, readonly string[]>> = {
  queue: ['queueMs'],
  load: ['loadMs'],
  prefill: ['prefillMs', 'promptMs'],
  decode: ['decodeMs', 'completionMs'],
  inference: ['inferenceMs'],
  firstToken: ['ttftMs', 'firstByteLatencyMs'],
  total: ['totalMs', 'latencyMs', 'invocationLatencyMs', 'processingMs'],
  untilHeaders: [],
  gateway: [],
  prefillTokens: ['promptTokensProcessed'],
};

/** Of several the first that is there counts. */
const ofHeaders: Readonly<Partial<Record<Field, readonly string[]>>> = {
  untilHeaders: ['openai-processing-ms', 'x-envoy-upstream-service-time'],
  total: ['x-amzn-bedrock-invocation-latency'],
  gateway: ['x-litellm-overhead-duration-ms'],
};

/** TGI's own, which others use for other things: https://huggingface.co/docs/text-generation-inference. */
const ofTgiHeaders: Readonly<Partial<Record<Field, readonly string[]>>> = {
  queue: ['x-queue-time'],
  inference: ['x-inference-time'],
  total: ['x-total-time'],
};

/** More than this no person would read. */
const MOST_NAMED = 8;

/**
 * @param told by the body, as its decoder names it
 * @param streamed whether the answer came as a stream
 * @returns undefined when the server said nothing
 */
export function readServerTimings(
  told: Told | null,
  headers: Headers,
  streamed: boolean,
): ServerTimings | undefined {
  const isTgi = headers['x-compute-type'] !== undefined;
  const numbers = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, numberOf(value)] as const),
  );
  const found = {
    ...pick(ofHeaders, numbers),
    ...(isTgi && !streamed && pick(ofTgiHeaders, numbers)),
    ...pick(ofBodies, told ?? {}),
  };
  const named = readNamed(headers['server-timing'] ?? '');
  const timings: ServerTimings = { ...found, ...wholeOf(found), ...(named.length > 0 && { named }) };
  return Object.keys(timings).length > 0 ? timings : undefined;
}

/** Groq's total leaves out the wait for a turn: what is no more than prefill and decode holds no queue. */
function wholeOf({ queue, prefill, decode, total }: ServerTimings): Pick<ServerTimings, 'total'> {
  if (queue === undefined || prefill === undefined || decode === undefined || total === undefined) return {};
  return total <= prefill + decode + ROUNDING ? { total: queue + total } : {};
}

/** What adding up figures of a tenth of a millisecond may be out by. */
const ROUNDING: Milliseconds = 0.2;

/** A figure below 0 is none. */
function pick(
  fields: Readonly<Partial<Record<Field, readonly string[]>>>,
  values: Readonly<Record<string, number | null | undefined>>,
): Partial<Record<Field, number>> {
  const picked: Partial<Record<Field, number>> = {};
  for (const [field, names] of Object.entries(fields) as [Field, readonly string[]][]) {
    const value = names
      .map((name) => values[name])
      .find((one) => one !== undefined && one !== null && one >= 0);
    if (typeof value === 'number') picked[field] = value;
  }
  return picked;
}

/** `gfet4t7; dur=120.5, db;dur=53;desc="x"`: https://www.w3.org/TR/server-timing. What has no length is left out. */
function readNamed(header: string): NonNullable<ServerTimings['named']> {
  const entries = header.split(',').flatMap((entry) => {
    const [name = '', ...parameters] = entry.split(';').map((part) => part.trim());
    const length = numberOf(parameters.find((one) => /^dur=/i.test(one))?.slice('dur='.length));
    return /^[\w-]+$/.test(name) && length !== undefined && length >= 0 ? [{ name: clip(name), length }] : [];
  });
  return entries.slice(0, MOST_NAMED);
}
