import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WireStyleId } from '../../../src/protocol/llmPaths';
import { projectRoot } from '../../support/projectRoot';
import type { Expectation } from './served';
import { wholeAnswers, wholeText } from './wholeAnswers';

/** A body that is played back, in the pieces it is written in. */
export interface Replay {
  readonly style: WireStyleId;
  readonly streamed: boolean;
  readonly headers: Readonly<Record<string, string>>;
  readonly pieces: readonly Buffer[];
  readonly expect: Expectation;
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
    stream: 'fixtures/streams/37-groq-reasoning',
    whole: wholeAnswers.openaiChat,
  },
  {
    path: /:streamGenerateContent$/,
    style: 'gemini.generate',
    stream: 'matrix/streams/26-gemini-sse',
  },
  { path: /:generateContent$/, style: 'gemini.generate', whole: wholeAnswers.gemini },
  {
    path: /\/v2\/chat$/,
    style: 'cohere.v2',
    streamedBy: asksForStream,
    stream: 'matrix/streams/40-cohere-v2-thinking',
    whole: wholeAnswers.cohere,
  },
  {
    path: /\/api\/chat$/,
    style: 'ollama.chat',
    streamedBy: asksForStream,
    stream: 'matrix/streams/42-ollama-chat-thinking',
    whole: wholeAnswers.ollama,
  },
  {
    path: /\/converse-stream$/,
    style: 'bedrock.converse',
    stream: 'matrix/streams/31-bedrock-converse',
  },
  { path: /\/converse$/, style: 'bedrock.converse', whole: wholeAnswers.bedrockConverse },
  {
    path: /\/invoke-with-response-stream$/,
    style: 'bedrock.invoke',
    stream: 'matrix/streams/34-bedrock-invoke-anthropic',
  },
];

/** The answer to a request, or undefined when there is none. */
export function findReplay(path: string, asked: string): Replay | undefined {
  const route = routes.find((candidate) => candidate.path.test(path));
  if (!route) return undefined;
  const streamed = route.streamedBy ? route.streamedBy.test(asked) : route.stream !== undefined;
  if (streamed && route.stream) return playSample(route.style, route.stream);
  return route.whole && playWhole(route.style, route.whole);
}

function playSample(style: WireStyleId, name: string): Replay {
  const file = join(projectRoot, 'test', name);
  const { response, reads, expect } = JSON.parse(readFileSync(`${file}.json`, 'utf8'));
  const bytes = readFileSync(`${file}.bin`);
  const pieces: Buffer[] = [];
  let from = 0;
  for (const [, length] of reads) {
    pieces.push(bytes.subarray(from, from + length));
    from += length;
  }
  const { 'transfer-encoding': _, 'x-request-id': __, ...headers } = response.headers;
  const { outcome, text, toolCalls } = expect;
  const names = toolCalls.map(({ name }: { name: string }) => name);
  return {
    style,
    streamed: true,
    headers,
    pieces,
    expect: { outcome, textChars: text.length, toolCalls: names },
  };
}

function playWhole(style: WireStyleId, answer: object): Replay {
  const headers = { 'content-type': 'application/json' };
  const pieces = [Buffer.from(JSON.stringify(answer))];
  const expect = { outcome: 'complete', textChars: wholeText.length, toolCalls: [] };
  return { style, streamed: false, headers, pieces, expect };
}
