import { randomBytes } from 'node:crypto';
import zlib from 'node:zlib';
import type { Subject } from './subject';

/** A body that goes on and on, made as it is read: every piece is new to the decoder. */
export interface Flood extends Omit<Subject, 'body'> {
  readonly name: string;
  readonly start: string | Uint8Array;
  readonly piece: (index: number) => Uint8Array;
}

const megabyte = 1024 * 1024;
const text = (content: string) => new TextEncoder().encode(content);
const repeated = (content: string) => {
  const bytes = text(content.repeat(Math.ceil(megabyte / content.length)));
  return () => bytes;
};

type Head = Omit<Flood, 'name' | 'start' | 'piece'>;

/** A response of every framing. */
const heads = {
  sse: { style: 'openai.chat', status: 200, headers: { 'content-type': 'text/event-stream' } },
  json: { style: 'openai.chat', status: 200, headers: { 'content-type': 'application/json' } },
  html: { style: 'openai.chat', status: 500, headers: { 'content-type': 'text/html' } },
  messages: { style: 'openai.realtime.ws', status: 101, headers: {} },
  array: { style: 'gemini.generate', status: 200, headers: { 'content-type': 'application/json' } },
  lines: { style: 'ollama.chat', status: 200, headers: { 'content-type': 'application/x-ndjson' } },
  frames: {
    style: 'bedrock.converse',
    status: 200,
    headers: { 'content-type': 'application/vnd.amazon.eventstream' },
  },
} satisfies Record<string, Head>;

type Framing = keyof typeof heads;

interface Content extends Pick<Flood, 'name' | 'start' | 'piece'> {
  readonly framings: readonly Framing[];
}

const all = Object.keys(heads) as Framing[];

/** A frame without headers and payload, its two checksums right; many of them. */
const emptyFrames = Buffer.alloc(megabyte, '000000100000000005c248eb7d98c8ff', 'hex');

const contents: readonly Content[] = [
  { name: 'garbage', framings: all, start: '', piece: () => randomBytes(megabyte) },
  { name: 'white space', framings: all, start: '', piece: repeated(' \n') },
  { name: 'one JSON string', framings: all, start: '{"message":{"content":"', piece: repeated('x') },
  {
    name: 'nested arrays',
    framings: ['json', 'messages', 'array', 'lines'],
    start: '',
    piece: repeated('['),
  },
  { name: 'one line', framings: ['sse'], start: 'data: ', piece: repeated('x') },
  { name: 'one event of many lines', framings: ['sse'], start: '', piece: repeated('data: "0123456789"\n') },
  {
    name: 'one JSON string in an event',
    framings: ['sse'],
    start: 'data: {"choices":[{"delta":{"content":"',
    piece: repeated('é'),
  },
  {
    name: 'events',
    framings: ['sse'],
    start: '',
    piece: repeated('data: {"choices":[{"delta":{"content":"x"}}]}\n\n'),
  },
  { name: 'comments', framings: ['sse'], start: '', piece: repeated(': x\n') },
  {
    name: 'events with names of a megabyte',
    framings: ['sse'],
    start: '',
    piece: (index) => text(`data: ${hugeNames(index)}\n\n`),
  },
  { name: 'one JSON array', framings: ['json', 'array'], start: '[', piece: repeated('{"a":1},') },
  {
    name: 'one JSON array of messages',
    framings: ['array'],
    start: '[{}',
    piece: repeated(',{"candidates":[]}'),
  },
  {
    name: 'lines',
    framings: ['messages', 'lines'],
    start: '',
    piece: repeated('{"model":"m","done":false}\n'),
  },
  {
    name: 'lines with names of a megabyte',
    framings: ['messages', 'lines'],
    start: '',
    piece: (index) => text(`${hugeNames(index)}\n`),
  },
  {
    name: 'one frame',
    framings: ['frames'],
    start: Uint8Array.of(0x7f, 0xff, 0xff, 0xff, 0, 0, 0, 0),
    piece: repeated('x'),
  },
  { name: 'empty frames', framings: ['frames'], start: '', piece: () => emptyFrames },
];

/** Answers in which a name is as long as it can be, to see that no more of it is kept than is shown. */
function hugeNames(index: number): string {
  const name = `${index} ${'n'.repeat(megabyte / 2)}`;
  const call = { index, id: name, type: 'function', function: { name, arguments: '{}' } };
  const said = { tool_calls: [call] };
  return JSON.stringify({
    model: name,
    type: 'response.output_item.added',
    item: { type: 'function_call', id: name, call_id: name, name },
    choices: [{ index: 0, delta: said, finish_reason: null }],
    message: said,
  });
}

/** A megabyte of nothing for every kilobyte that is sent. */
const bombs = (['gzip', 'deflate', 'br'] as const).map((encoding): Flood => {
  const encode = { gzip: zlib.gzipSync, deflate: zlib.deflateSync, br: zlib.brotliCompressSync }[encoding];
  const bomb = encode(Buffer.alloc(64 * megabyte, 'data: {}\n\n'));
  const headers = { 'content-type': 'text/event-stream', 'content-encoding': encoding };
  return {
    name: `a bomb in ${encoding}`,
    style: 'openai.chat',
    status: 200,
    headers,
    start: bomb,
    piece: () => bomb,
  };
});

export const floods: readonly Flood[] = [
  ...contents.flatMap(({ framings, ...content }) =>
    framings.map((framing) => ({ ...heads[framing], ...content, name: `${framing}: ${content.name}` })),
  ),
  ...bombs,
];
