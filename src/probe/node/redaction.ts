import { UrlConstructor } from './builtins';

/** Header names that are kept, in lower case. All others may hold a credential or something personal. */
const keptHeaders = new Set([
  'content-type',
  'content-encoding',
  'content-length',
  'transfer-encoding',
  'accept',
  'accept-encoding',
  'user-agent',
  'server',
  'server-timing',
  'date',
  'via',
  'cf-ray',
  'retry-after',
  'retry-after-ms',
  'x-should-retry',
  'x-request-id',
  'request-id',
  'x-amzn-requestid',
  'x-amzn-errortype',
  'amz-sdk-request',
  'amz-sdk-invocation-id',
  'apim-request-id',
  'x-ms-region',
  'x-ms-served-model',
  'x-ms-deployment-name',
  'azure-openai-deployment-utilization',
  'openai-processing-ms',
  'openai-version',
  'anthropic-version',
  'anthropic-beta',
  'x-envoy-upstream-service-time',
  'x-generation-id',
  'x-total-time',
  'x-validation-time',
  'x-queue-time',
  'x-inference-time',
  'x-time-per-token',
  'x-prompt-tokens',
  'x-generated-tokens',
  'x-litellm-call-id',
  'x-litellm-model-id',
  'x-litellm-response-duration-ms',
  'x-litellm-overhead-duration-ms',
  'x-litellm-callback-duration-ms',
  'x-litellm-attempted-retries',
  'x-litellm-attempted-fallbacks',
  'mcp-protocol-version',
  'mcp-method',
  'mcp-name',
]);

/** Families of which every member is kept. */
const keptPrefixes = [
  'x-stainless-',
  'x-ratelimit-',
  'anthropic-ratelimit-',
  'ratelimit-',
  'x-amzn-bedrock-',
  'x-compute-',
  'fireworks-',
];

/** Query parameters whose value is kept: they choose a protocol. */
const keptQueryValues = new Set(['alt', 'api-version', 'stream', 'model', 'deployment']);

const maxHeaderChars = 256;

/**
 * The headers that may be written down.
 * @param pairs names and values, names in any case
 */
export function keepHeaders(pairs: Iterable<readonly [string, string]>): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of pairs) {
    const key = name.toLowerCase();
    if (!isKeptHeader(key)) continue;
    kept[key] = (key in kept ? `${kept[key]}, ${value}` : value).slice(0, maxHeaderChars);
  }
  return kept;
}

/**
 * What may be a credential: long, of letters and digits. Words, media types and names of features are none, and have to be
 * read in answers as they are.
 */
const maybeCredential = /^(?=.*[a-z])(?=.*\d).{12,}$/i;
/** Not kept either, and no credentials: answers may well name them. */
const openHeaders = /^host$|^:|model/;
/** Each is looked for in every piece of an answer. */
const mostSecrets = 8;

/** What of the values of a request's headers is never written down, and must not be in an answer that is. */
export function secretsOf(pairs: Iterable<readonly [string, string]>): string[] {
  const secrets: string[] = [];
  for (const [name, value] of pairs) {
    const key = name.toLowerCase();
    if (isKeptHeader(key) || openHeaders.test(key)) continue;
    for (const word of `${value}`.split(/[\s;,="]+/)) if (maybeCredential.test(word)) secrets.push(word);
  }
  return secrets.slice(0, mostSecrets);
}

function isKeptHeader(name: string): boolean {
  return keptHeaders.has(name) || keptPrefixes.some((prefix) => name.startsWith(prefix));
}

/** A URL without user, password, fragment and the values of its query; undefined when it is none. */
export function keepUrl(
  text: string,
): { url: string; origin: string; host: string; path: string } | undefined {
  let parsed: URL;
  try {
    parsed = new UrlConstructor(text);
  } catch {
    return undefined;
  }
  const { origin, host, pathname: path } = parsed;
  return { url: origin + path + keepQuery(parsed.search), origin, host, path };
}

function keepQuery(search: string): string {
  if (search === '') return '';
  const kept = search.slice(1).split('&').map(keepParameter);
  return `?${kept.join('&')}`;
}

/** A parameter without `=` is dropped: it may be a value as well as a name. */
function keepParameter(parameter: string): string {
  const equals = parameter.indexOf('=');
  if (equals < 0) return '';
  const name = parameter.slice(0, equals);
  return keptQueryValues.has(name) ? parameter : `${name}=`;
}
