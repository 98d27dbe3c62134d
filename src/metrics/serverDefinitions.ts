import type { MetricDefinition } from './definitions';
import type { ServerMetricName } from './metric';

/** What the figures mean that come from the server, or from what it says of itself. */
export const serverDefinitions: Readonly<Record<ServerMetricName, MetricDefinition>> = {
  serverQueue: {
    label: 'Server queue',
    unit: 'ms',
    definition: 'Wait at the server before it worked on the request, as the server tells it.',
    formula: 'as reported',
  },
  serverLoad: {
    label: 'Model load',
    unit: 'ms',
    definition:
      'Time in which the server made the model ready, as it tells it. With Ollama the wait for a free slot is in it.',
    formula: 'as reported',
  },
  serverPrefill: {
    label: 'Prefill',
    unit: 'ms',
    definition:
      'Time in which the server read the prompt, as far as it was in no cache, as it tells it. Its queue is not in it.',
    formula: 'as reported',
  },
  serverDecode: {
    label: 'Decode',
    unit: 'ms',
    definition: 'Time in which the server made the output, reasoning included, as it tells it.',
    formula: 'as reported',
  },
  serverInference: {
    label: 'Inference',
    unit: 'ms',
    definition: 'Prefill and decode together, as a server tells it that does not tell them apart.',
    formula: 'as reported',
  },
  serverTtft: {
    label: 'Server TTFT',
    unit: 'ms',
    definition:
      'Time to first token by the server’s own clock and count; whether its queue is in it depends on the server.',
    formula: 'as reported',
  },
  serverTotal: {
    label: 'Server total',
    unit: 'ms',
    definition: 'The whole request as the server tells it; whether its queue is in it depends on the server.',
    formula: 'as reported',
  },
  serverHeaders: {
    label: 'Server to headers',
    unit: 'ms',
    definition:
      'Time until the server began its response, as a header of it tells. Some servers begin a stream at once and others with its first token, so it is neither a queue nor a TTFT.',
    formula: 'as reported',
  },
  serverRate: {
    label: 'Tokens/s (server)',
    unit: 'tokensPerSecond',
    definition: 'Output tokens per second of the server’s own decode time, however they arrived.',
    formula: '1000 * N / decode',
  },
  networkRest: {
    label: 'Network, rest',
    unit: 'ms',
    definition:
      'What the server’s own figures leave of the wait: the way there and back, and whatever they do not speak of, such as a queue that it does not tell of. An estimate, since two clocks meet in it.',
    formula:
      'firstOutput - sent - (load + queue + prefill), or end - sent - all of them if not streamed; at least 0',
  },
  prefillRate: {
    label: 'Prefill rate',
    unit: 'tokensPerSecond',
    definition:
      'Prompt tokens per second of prefill, those from a cache left out. An upper bound where the server tells of no cached tokens, since some (Ollama, vLLM by default) count them without saying so; a lower bound without a figure of the server, since TTFT holds network and queue as well.',
    formula: '1000 * uncached input tokens / prefill, or / TTFT',
  },
};
