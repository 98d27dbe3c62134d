// Figures of their own work that OpenAI-compatible servers add to a chunk or document.
// Groq: https://console.groq.com/docs/api-reference#chat (usage); llama.cpp: tools/server/README.md (timings);
// vLLM: --enable-per-request-metrics (metrics); Fireworks: perf_metrics_in_response (perf_metrics);
// LM Studio: https://lmstudio.ai/docs/developer/rest/endpoints (stats). Not checked against a server: the keys of
// Fireworks and LM Studio.
import { isObject } from '../../base/shape';
import { secondsToMs } from '../httpFacts';
import { type JsonObject, numberOf } from '../json';

interface TimingField {
  readonly field: string;
  /** Ours; ends with its unit unless it counts tokens. */
  readonly name: string;
  readonly inSeconds?: true;
}

/** By the member of the message that holds them. */
const timingFields: Readonly<Record<string, readonly TimingField[]>> = {
  usage: [
    { field: 'queue_time', name: 'queueMs', inSeconds: true },
    { field: 'prompt_time', name: 'promptMs', inSeconds: true },
    { field: 'completion_time', name: 'completionMs', inSeconds: true },
    { field: 'total_time', name: 'totalMs', inSeconds: true },
  ],
  metrics: [
    { field: 'queue_time_ms', name: 'queueMs' },
    { field: 'time_to_first_token_ms', name: 'prefillMs' },
    { field: 'generation_time_ms', name: 'decodeMs' },
    { field: 'mean_itl_ms', name: 'meanItlMs' },
  ],
  timings: [
    { field: 'prompt_ms', name: 'promptMs' },
    { field: 'predicted_ms', name: 'completionMs' },
    { field: 'prompt_n', name: 'promptTokensProcessed' },
    { field: 'cache_n', name: 'cachedTokens' },
  ],
  perf_metrics: [
    { field: 'server-time-to-first-token', name: 'ttftMs', inSeconds: true },
    { field: 'server-processing-time', name: 'totalMs', inSeconds: true },
  ],
  stats: [
    { field: 'time_to_first_token', name: 'ttftMs', inSeconds: true },
    { field: 'generation_time', name: 'completionMs', inSeconds: true },
  ],
};

const membersWithTimings = Object.entries(timingFields);

/** @param usage the usage found in the message, wherever it was */
export function findServerTimings(
  message: JsonObject,
  usage: JsonObject | undefined,
): Record<string, number> {
  const timings: Record<string, number> = {};
  for (const [member, fields] of membersWithTimings) {
    const holder = member === 'usage' ? usage : message[member];
    if (!isObject(holder)) continue;
    for (const { field, name, inSeconds } of fields) {
      const value = numberOf(holder[field]);
      if (value !== undefined) timings[name] = inSeconds ? secondsToMs(value) : value;
    }
  }
  return timings;
}
