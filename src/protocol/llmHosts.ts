/** Hosts of known providers; values as in OpenTelemetry's `gen_ai.provider.name`, custom ones where it has none. */
const providers: readonly (readonly [string, RegExp])[] = [
  ['openai', /^([a-z]+\.)?api\.openai\.com$/],
  ['azure.ai.openai', /\.openai\.azure\.com$|\.cognitiveservices\.azure\.com$/],
  ['azure.ai.inference', /\.services\.ai\.azure\.com$/],
  ['anthropic', /^api\.anthropic\.com$/],
  ['gcp.gemini', /^generativelanguage\.googleapis\.com$/],
  ['gcp.vertex_ai', /(^|-)aiplatform\.googleapis\.com$|^aiplatform\.[a-z]+\.rep\.googleapis\.com$/],
  [
    'aws.bedrock',
    /^bedrock-runtime(-fips)?\.[a-z0-9-]+\.amazonaws\.com(\.cn)?$|^bedrock-mantle\.[a-z0-9-]+\.api\.aws$/,
  ],
  ['mistral_ai', /^(api|codestral)(\.[a-z]+)?\.mistral\.ai$/],
  ['groq', /^api\.groq\.com$/],
  ['deepseek', /^api\.deepseek\.com$/],
  ['cohere', /^api\.cohere\.(com|ai)$/],
  ['openrouter', /^openrouter\.ai$/],
  ['together', /^api\.together\.(ai|xyz)$/],
  ['x_ai', /^api\.x\.ai$/],
  ['perplexity', /^api\.perplexity\.ai$/],
  ['fireworks', /^api\.fireworks\.ai$/],
  ['ollama', /^ollama\.com$/],
  ['moonshot_ai', /^api\.moonshot\.(ai|cn)$/],
  ['vercel', /^ai-gateway\.vercel\.sh$/],
  ['github.copilot', /^api\.([a-z]+\.)?githubcopilot\.com$/],
  ['github.models', /^models\.github\.ai$|^models\.inference\.ai\.azure\.com$/],
  ['hugging_face', /^router\.huggingface\.co$|^api-inference\.huggingface\.co$/],
];

/** The port Ollama listens on unless told otherwise; nothing else is known to. */
const ollamaPort = /:11434$/;

/**
 * The provider whose own host this is, or undefined.
 * @param host with or without port
 */
export function providerOfHost(host: string): string | undefined {
  const name = host.replace(/:\d+$/, '').toLowerCase();
  return providers.find(([, pattern]) => pattern.test(name))?.[0];
}

/** Who listens on these ports unless told otherwise, and many others too. */
const usualServers: Readonly<Record<string, string>> = {
  '1234': 'LM Studio',
  '3000': 'TGI',
  '4000': 'LiteLLM',
  '8000': 'vLLM',
  '8080': 'llama.cpp',
  '11434': 'Ollama',
};

/** Names within a machine or a private network, and bare addresses: they say nothing of who runs them. */
const nameless = /^([^.]+|[\d.]+|.*\.(local|internal|lan))$/i;

/**
 * The server that usually listens on a nameless host's port: a hint, no more.
 * @param host with port
 */
export function usualServerAt(host: string): string | undefined {
  const [, name = '', port = ''] = /^(.*):(\d+)$/.exec(host) ?? [];
  return nameless.test(name) ? usualServers[port] : undefined;
}

/** Whether a host serves models and nothing else, so that a path that fits is enough. */
export function isModelHost(host: string): boolean {
  return ollamaPort.test(host) || providerOfHost(host) !== undefined;
}
