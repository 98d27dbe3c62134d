/** Ways of speaking to a model over the wire; each names its decoder. Those without one yet are timed alone. */
export const wireStyleIds = [
  'openai.chat',
  'openai.completions',
  'openai.responses',
  'openai.responses.ws',
  'openai.realtime.ws',
  'openai.embeddings',
  'anthropic.messages',
  'gemini.generate',
  'gemini.interactions',
  'gemini.live.ws',
  'gemini.embeddings',
  'bedrock.converse',
  'bedrock.invoke',
  'cohere.v2',
  'cohere.v1',
  'cohere.embeddings',
  'ollama.chat',
  'ollama.generate',
  'ollama.embeddings',
  'llamacpp.native',
  'tgi.generate',
  'lmstudio.chat',
  'vercel.gateway',
] as const;

export type WireStyleId = (typeof wireStyleIds)[number];
