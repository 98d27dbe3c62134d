import type { EndpointTable } from './endpoints';
import { isModelHost } from './llmHosts';
import type { WireStyleId } from './wireStyles';

export type { WireStyleId };

interface PathRule {
  readonly style: WireStyleId;
  /** Tested against the path without its query. Only suffixes: gateways put any prefix in front. */
  readonly path: RegExp;
  /** A host that must match as well. */
  readonly host?: RegExp;
  /** APIs of another kind have such paths too, so that on an unknown host the bodies must agree. */
  readonly shared?: true;
}

/**
 * Paths by which a POST is recognised as a model call, on any host, first match wins. Ordered so that a longer suffix
 * comes before the shorter one that it ends with.
 */
const pathRules: readonly PathRule[] = [
  { style: 'openai.chat', path: /\/(chat|fim|agents)\/completions$/ },
  { style: 'openai.chat', path: /\/v1\/sonar$/, host: /(^|\.)perplexity\.ai$/ },
  { style: 'openai.completions', path: /\/(v\d+|beta|deployments\/[^/]+|engines\/[^/]+)\/completions$/ },
  { style: 'openai.completions', path: /\/completions$/, shared: true },
  { style: 'openai.responses', path: /\/(v\d+|openai|codex)\/responses$/ },
  { style: 'openai.responses', path: /\/responses$/, shared: true },
  { style: 'ollama.embeddings', path: /\/api\/(embed|embeddings)$/ },
  { style: 'cohere.embeddings', path: /\/v[12]\/embed$/, host: /(^|\.)cohere\.(com|ai)$/ },
  { style: 'openai.embeddings', path: /\/(v\d+|deployments\/[^/]+|engines\/[^/]+)\/embeddings$/ },
  { style: 'openai.embeddings', path: /\/embeddings$/, shared: true },
  { style: 'anthropic.messages', path: /\/v1\/messages$/ },
  {
    style: 'anthropic.messages',
    path: /\/publishers\/anthropic\/models\/(?!count-tokens:)[^/]+:(streamRawPredict|rawPredict)$/,
  },
  {
    style: 'openai.chat',
    path: /\/publishers\/(?!anthropic\/)[^/]+\/models\/[^/]+:(streamRawPredict|rawPredict)$/,
  },
  { style: 'gemini.generate', path: /:(streamGenerateContent|generateContent)$/ },
  { style: 'gemini.embeddings', path: /:(embedContent|batchEmbedContents)$/ },
  { style: 'gemini.embeddings', path: /\/publishers\/google\/models\/[^/]*embedding[^/]*:predict$/ },
  { style: 'gemini.interactions', path: /\/interactions(:createStream)?$/, host: /googleapis\.com$/ },
  { style: 'gemini.interactions', path: /\/interactions(:createStream)?$/, shared: true },
  { style: 'bedrock.converse', path: /\/model\/.+\/converse(-stream)?$/ },
  { style: 'bedrock.invoke', path: /\/model\/.+\/invoke(-with-response-stream)?$/ },
  { style: 'cohere.v2', path: /\/v2\/chat$/, shared: true },
  { style: 'lmstudio.chat', path: /\/api\/v1\/chat$/, shared: true },
  { style: 'cohere.v1', path: /\/v1\/chat$/, host: /(^|\.)cohere\.(com|ai)$/ },
  { style: 'vercel.gateway', path: /\/ai\/language-model$/ },
  { style: 'ollama.chat', path: /\/api\/chat$/, shared: true },
  { style: 'ollama.generate', path: /\/api\/generate$/, shared: true },
  { style: 'llamacpp.native', path: /\/(completion|infill)$/, shared: true },
  { style: 'tgi.generate', path: /\/(generate_stream|generate)$/, shared: true },
];

/** What servers of models offer besides: its bodies look like those of calls, but nothing is generated, or no text. */
const otherPurposes: readonly RegExp[] = [
  /\/(count_tokens|count-tokens|input_tokens|token_count|tokenize|detokenize|apply-template)$/,
  /\/(models|files|uploads|batches|moderations|rerank|score|classify|pooling|health|metrics)$/,
  /\/(audio|images|videos)\/[^/]+$/,
  /\/api\/(tags|show|ps|pull|push|create|copy|delete)$/,
  /\/responses\/[^/]+/,
  /\/count-tokens:rawPredict$|:(countTokens|computeTokens|batchGenerateContent|batchPredict|predictLongRunning)$/,
];

/** What method, host and path of a request say about it. */
export type Recognised =
  /** A model call; without a style its bodies have to tell that. */
  | { readonly kind: 'call'; readonly style?: WireStyleId }
  /** It may be one, of this style if the path tells, and its bodies have to be asked. */
  | { readonly kind: 'maybe'; readonly style?: WireStyleId }
  /** No model call. */
  | { readonly kind: 'other' };

/**
 * Tells model calls from other requests: by what the person says, by path then, by host then.
 * @param method HTTP method, any case
 * @param host host with port, as in the URL
 * @param path path without query
 */
export function recogniseRequest(
  method: string,
  host: string,
  path: string,
  endpoints?: EndpointTable,
): Recognised {
  if (method.toUpperCase() !== 'POST') return { kind: 'other' };
  const told = endpoints?.find(host, path);
  const known = recognisePath(host, path);
  if (told === undefined) return known;
  if (told.style === 'ignore') return { kind: 'other' };
  if (told.wholeHost && known.kind !== 'maybe') return known;
  if (told.style !== 'auto') return { kind: 'call', style: told.style };
  return { kind: 'call', style: known.kind === 'other' ? undefined : known.style };
}

function recognisePath(host: string, path: string): Recognised {
  const rule = pathRules.find((one) => one.path.test(path) && (one.host?.test(hostName(host)) ?? true));
  if (rule?.shared && !isModelHost(host)) return { kind: 'maybe', style: rule.style };
  if (rule) return { kind: 'call', style: rule.style };
  return { kind: otherPurposes.some((purpose) => purpose.test(path)) ? 'other' : 'maybe' };
}

/** The wire style that a request's path stands for, or undefined when it stands for none. */
export function recogniseWireStyle(method: string, host: string, path: string): WireStyleId | undefined {
  const recognised = recogniseRequest(method, host, path);
  return recognised.kind === 'other' ? undefined : recognised.style;
}

function hostName(host: string): string {
  return host.replace(/:\d+$/, '').toLowerCase();
}
