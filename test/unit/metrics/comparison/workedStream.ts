import { findWireStyle } from '../../../../src/decode/findWireStyle';
import type { Call } from '../../../../src/model/call';
import { drawCall } from '../../../support/runDsl';

/** A chunk of the worked stream. Times in ms after the request. */
export interface Chunk {
  readonly at: number;
  readonly kind: 'role' | 'reasoning' | 'text' | 'finish' | 'usage' | 'done';
  /** Tokens that a tokenizer finds in it. */
  readonly tokens: number;
}

export const headersAt = 180;
export const closedAt = 1030;

/** Tokens as the server counts them: one of them ends the answer and has no text. */
export const outputTokens = 16;
const reasoningTokens = 8;

export const chunks: readonly Chunk[] = [
  { at: 200, kind: 'role', tokens: 0 },
  { at: 400, kind: 'reasoning', tokens: 4 },
  { at: 600, kind: 'reasoning', tokens: 4 },
  { at: 800, kind: 'text', tokens: 1 },
  { at: 900, kind: 'text', tokens: 3 },
  { at: 900, kind: 'text', tokens: 2 },
  { at: 1000, kind: 'text', tokens: 1 },
  { at: 1010, kind: 'finish', tokens: 0 },
  { at: 1020, kind: 'usage', tokens: 0 },
  { at: 1021, kind: 'done', tokens: 0 },
];

/** The stream as a call, its bytes read by the decoder. */
export function workedCall(): Call {
  const { describeRequest, openResponse } = findWireStyle('openai.chat');
  const request = describeRequest(Buffer.from('{"stream":true}'), new URL('https://api.example/'), {});
  const head = { status: 200, headers: { 'content-type': 'text/event-stream' } };
  const decoder = openResponse(head, request);
  for (const at of new Set(chunks.map((chunk) => chunk.at))) {
    const together = chunks.filter((chunk) => chunk.at === at);
    decoder.push(Buffer.from(together.map(write).join('')), at);
  }
  decoder.end(closedAt);
  const { reads, events, usage } = decoder.snapshot();
  const call = drawCall({
    line: `head ${headersAt}, done 1021, close ${closedAt}`,
    usage: usage ?? undefined,
    reasoningStream: 'full',
  });
  return { ...call, attempts: call.attempts.map((attempt) => ({ ...attempt, reads, events })) };
}

function write({ kind, tokens }: Chunk): string {
  const said = 'word '.repeat(tokens);
  const deltas: Partial<Record<Chunk['kind'], unknown>> = {
    role: { role: 'assistant', content: '' },
    reasoning: { reasoning_content: said },
    text: { content: said },
    finish: {},
  };
  const choice = { index: 0, delta: deltas[kind], finish_reason: kind === 'finish' ? 'stop' : null };
  const usage = {
    prompt_tokens: 20,
    completion_tokens: outputTokens,
    total_tokens: 20 + outputTokens,
    completion_tokens_details: { reasoning_tokens: reasoningTokens },
  };
  const message = kind === 'usage' ? { choices: [], usage } : { choices: [choice] };
  return `data: ${kind === 'done' ? '[DONE]' : JSON.stringify(message)}\n\n`;
}
