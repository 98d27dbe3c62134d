// Figures of their own work that OpenAI-compatible servers add to a chunk or document, in milliseconds.
// Groq: https://console.groq.com/docs/api-reference (usage); llama.cpp: tools/server/README.md (timings);
// vLLM: --enable-per-request-metrics; Fireworks: perf_metrics_in_response.
import { secondsToMs } from '../httpFacts';
import { type JsonObject, numberOf, objectOf } from '../json';

interface TimingField {
  readonly member: 'usage' | 'metrics' | 'timings' | 'perf_metrics';
  readonly field: string;
  readonly name: string;
  readonly unit: 's' | 'ms' | 'tokens';
}

const timingFields: readonly TimingField[] = [
  { member: 'usage', field: 'queue_time', name: 'queueMs', unit: 's' },
  { member: 'usage', field: 'prompt_time', name: 'promptMs', unit: 's' },
  { member: 'usage', field: 'completion_time', name: 'completionMs', unit: 's' },
  { member: 'usage', field: 'total_time', name: 'totalMs', unit: 's' },
  { member: 'metrics', field: 'queue_time_ms', name: 'queueMs', unit: 'ms' },
  { member: 'metrics', field: 'time_to_first_token_ms', name: 'prefillMs', unit: 'ms' },
  { member: 'metrics', field: 'generation_time_ms', name: 'decodeMs', unit: 'ms' },
  { member: 'metrics', field: 'mean_itl_ms', name: 'meanItlMs', unit: 'ms' },
  { member: 'timings', field: 'prompt_ms', name: 'promptMs', unit: 'ms' },
  { member: 'timings', field: 'predicted_ms', name: 'completionMs', unit: 'ms' },
  { member: 'timings', field: 'prompt_n', name: 'promptTokensProcessed', unit: 'tokens' },
  { member: 'timings', field: 'cache_n', name: 'cachedTokens', unit: 'tokens' },
  { member: 'perf_metrics', field: 'server-time-to-first-token', name: 'ttftMs', unit: 's' },
  { member: 'perf_metrics', field: 'server-processing-time', name: 'totalMs', unit: 's' },
];

/** @param usage the usage found in the message, wherever it was */
export function findServerTimings(
  message: JsonObject,
  usage: JsonObject | undefined,
): Record<string, number> {
  const timings: Record<string, number> = {};
  for (const { member, field, name, unit } of timingFields) {
    const holder = member === 'usage' ? usage : objectOf(message[member]);
    const value = numberOf(holder?.[field]);
    if (value !== undefined) timings[name] = unit === 's' ? secondsToMs(value) : value;
  }
  return timings;
}
