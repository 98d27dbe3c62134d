import { recogniseWireStyle, type WireStyleId } from '../../../src/protocol/llmPaths';
import { expectedContent } from '../../unit/decode/sampleExpectation';
import { readSamples } from '../../unit/decode/samples';
import type { Expectation } from './served';
import { wholeAnswers, wholeText, wholeUsage } from './wholeAnswers';

/** A body that is played back, in the pieces it is written in. */
export interface Replay {
  readonly style: WireStyleId;
  readonly streamed: boolean;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly pieces: readonly Buffer[];
  /** The connection goes down after the last piece, and the body is not ended. */
  readonly isCut: boolean;
  readonly expect: Expectation;
  readonly content: Readonly<Record<string, unknown>>;
  /** Set when the path names the sample. */
  readonly sample?: string;
}

interface Route {
  /** Tested against the path without its query. */
  readonly path: RegExp;
  readonly style: WireStyleId;
  /** Where the path doesn't say whether a stream is wanted: tested against the request's body. */
  readonly streamedBy?: RegExp;
  /** Sample that is played for a stream. */
  readonly stream?: string;
  /** Answer when no stream is wanted. */
  readonly whole?: object;
}

const asksForStream = /"stream":\s*true/;

/** First match wins. The styles that are served by the simulator are there for the SDKs that are not. */
const routes: readonly Route[] = [
  {
    path: /\/(chat|fim)\/completions$/,
    style: 'openai.chat',
    streamedBy: asksForStream,
    stream: '37-groq-reasoning',
    whole: wholeAnswers.openaiChat,
  },
  {
    path: /:streamGenerateContent$/,
    style: 'gemini.generate',
    stream: '26-gemini-sse',
  },
  { path: /:generateContent$/, style: 'gemini.generate', whole: wholeAnswers.gemini },
  {
    path: /\/v2\/chat$/,
    style: 'cohere.v2',
    streamedBy: asksForStream,
    stream: '40-cohere-v2-thinking',
    whole: wholeAnswers.cohere,
  },
  {
    path: /\/api\/chat$/,
    style: 'ollama.chat',
    streamedBy: asksForStream,
    stream: '42-ollama-chat-thinking',
    whole: wholeAnswers.ollama,
  },
  {
    path: /\/converse-stream$/,
    style: 'bedrock.converse',
    stream: '31-bedrock-converse',
  },
  { path: /\/converse$/, style: 'bedrock.converse', whole: wholeAnswers.bedrockConverse },
  {
    path: /\/invoke-with-response-stream$/,
    style: 'bedrock.invoke',
    stream: '34-bedrock-invoke-anthropic',
  },
];

const samples = new Map(readSamples().map((sample) => [sample.id, sample]));

/** The answer to a request, or undefined when there is none. Below `/sample/<name>` it is that sample. */
export function findReplay(path: string, asked: string): Replay | undefined {
  const sample = /^\/sample\/([\w-]+)\//.exec(path)?.[1];
  if (sample) return { ...playSample(sample), sample };
  const route = routes.find((candidate) => candidate.path.test(path));
  if (!route) return undefined;
  const streamed = route.streamedBy ? route.streamedBy.test(asked) : route.stream !== undefined;
  if (streamed && route.stream) return { ...playSample(route.stream), style: route.style };
  return route.whole && playWhole(route.style, route.whole);
}

function playSample(name: string): Replay {
  const sample = samples.get(name);
  if (!sample) throw new Error(`There is no sample ${name}`);
  const { request, response, reads, close } = sample;
  const { 'transfer-encoding': _, 'x-request-id': __, ...headers } = response.headers;
  const pieces: Buffer[] = [];
  let from = 0;
  for (const [, length] of reads) {
    pieces.push(Buffer.from(sample.bytes.subarray(from, from + length)));
    from += length;
  }
  const path = request.path.split('?')[0] ?? '/';
  const content = expectedContent(sample);
  const { outcome, text, refusal, toolCalls } = content as { [key: string]: string } & {
    toolCalls: { name: string }[];
  };
  return {
    // The path says it on the host that the sample is of, whatever gateways put in front of it.
    style: recogniseWireStyle(request.method, request.host, path) as WireStyleId,
    streamed: sample.framing !== 'json',
    status: response.status,
    headers,
    pieces,
    isCut: close === 'reset',
    expect: {
      outcome: outcome ?? '',
      textChars: (text?.length ?? 0) + (refusal?.length ?? 0),
      toolCalls: toolCalls.map((call) => call.name),
    },
    content,
  };
}

function playWhole(style: WireStyleId, answer: object): Replay {
  return {
    style,
    streamed: false,
    status: 200,
    headers: { 'content-type': 'application/json' },
    pieces: [Buffer.from(JSON.stringify(answer))],
    isCut: false,
    expect: { outcome: 'complete', textChars: wholeText.length, toolCalls: [] },
    content: { text: wholeText, usage: wholeUsage },
  };
}
