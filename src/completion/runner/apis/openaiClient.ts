import OpenAI from 'openai';
import type { Connection } from './completionApi';

/**
 * The client for one request. Nothing that the environment says about other servers goes with it, nothing is tried
 * twice, and nothing is printed.
 */
export function openaiClient({ target, fetch }: Connection): OpenAI {
  const { apiKey, baseUrl, headers } = target;
  return new OpenAI({
    apiKey: apiKey ?? 'none',
    organization: null,
    project: null,
    baseURL: baseUrl,
    defaultHeaders: { ...(apiKey === undefined && { authorization: null }), ...headers },
    maxRetries: 0,
    logLevel: 'off',
    fetch,
  });
}
