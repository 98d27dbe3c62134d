import type { Json } from './wireStyle';

/** Response headers that OpenAI sends with every answer. */
export function openaiHeaders(_id: string, processingMs: number): Record<string, string> {
  return {
    'openai-organization': 'simulated-org',
    'openai-processing-ms': String(Math.round(processingMs)),
    'openai-version': '2020-10-01',
    'x-ratelimit-limit-requests': '10000',
    'x-ratelimit-remaining-requests': '9999',
    'x-ratelimit-reset-requests': '6ms',
    'x-ratelimit-limit-tokens': '2000000',
    'x-ratelimit-remaining-tokens': '1999000',
    'x-ratelimit-reset-tokens': '30ms',
  };
}

/** The body of an OpenAI HTTP error. */
export function encodeOpenaiError(status: number): Json {
  const limited = status === 429;
  return {
    error: {
      message: limited ? 'Rate limit reached for requests.' : `The simulator answered with status ${status}.`,
      type: limited ? 'requests' : status >= 500 ? 'server_error' : 'invalid_request_error',
      param: null,
      code: limited ? 'rate_limit_exceeded' : null,
    },
  };
}

/** What pads an event so that its size says nothing about its text; nothing when the client refused it. */
export function obfuscation(body: Json, text: string): Json {
  const options = body.stream_options as { include_obfuscation?: boolean } | undefined;
  if (options?.include_obfuscation === false) return {};
  return { obfuscation: 'x'.repeat(15 - (text.length % 16)) };
}
