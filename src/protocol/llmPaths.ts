/** A way of speaking to a model over the wire; names the decoder. */
export type WireStyleId =
  | 'openai.chat'
  | 'openai.completions'
  | 'openai.responses'
  | 'openai.embeddings'
  | 'anthropic.messages'
  | 'gemini.generate'
  | 'gemini.interactions'
  | 'bedrock.converse'
  | 'bedrock.invoke'
  | 'cohere.v2'
  | 'ollama.chat'
  | 'ollama.generate'
  | 'llamacpp.native'
  | 'tgi.generate';

interface PathRule {
  readonly style: WireStyleId;
  /** Tested against the path without its query. Only suffixes: gateways put any prefix in front. */
  readonly path: RegExp;
  /** When the path is too general to say it alone, a host that must match as well. */
  readonly host?: RegExp;
}

/**
 * Paths by which a POST is recognised as a model call, on any host, first match wins. Ordered so that a longer suffix
 * comes before the shorter one that it ends with.
 */
const pathRules: readonly PathRule[] = [
  { style: 'openai.chat', path: /\/(chat|fim|agents)\/completions$/ },
  { style: 'openai.completions', path: /\/completions$/ },
  { style: 'openai.responses', path: /\/responses$/ },
  { style: 'openai.embeddings', path: /\/embeddings$/, host: /^(?!.*:11434$)/ },
  { style: 'anthropic.messages', path: /\/v1\/messages$/ },
  {
    style: 'anthropic.messages',
    path: /\/publishers\/anthropic\/models\/[^/]+:(streamRawPredict|rawPredict)$/,
  },
  { style: 'gemini.generate', path: /:(streamGenerateContent|generateContent)$/ },
  { style: 'gemini.interactions', path: /\/interactions(:createStream)?$/, host: /googleapis\.com$/ },
  { style: 'bedrock.converse', path: /\/model\/[^/]+\/converse(-stream)?$/ },
  { style: 'bedrock.invoke', path: /\/model\/[^/]+\/invoke(-with-response-stream)?$/ },
  { style: 'cohere.v2', path: /\/v[12]\/chat$/, host: /(^|\.)cohere\.(com|ai)$/ },
  { style: 'ollama.chat', path: /\/api\/chat$/ },
  { style: 'ollama.generate', path: /\/api\/generate$/ },
  { style: 'llamacpp.native', path: /\/(completion|infill)$/ },
  { style: 'tgi.generate', path: /\/(generate_stream|generate)$/ },
];

/**
 * The wire style of a request, or undefined when nothing says it is a model call.
 * @param method HTTP method, any case
 * @param host host with port, as in the URL
 * @param path path without query
 */
export function recogniseWireStyle(method: string, host: string, path: string): WireStyleId | undefined {
  if (method.toUpperCase() !== 'POST') return undefined;
  return pathRules.find((rule) => rule.path.test(path) && (rule.host?.test(host) ?? true))?.style;
}
