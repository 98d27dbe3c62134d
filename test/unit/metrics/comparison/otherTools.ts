// How other tools read the stream of `workedStream.ts`, each by its own rules as read in its code in 2026.
import { type Chunk, chunks, closedAt, outputTokens } from './workedStream';

/** What a tool says of the stream, as the page shows it. */
export interface Reading {
  readonly tool: string;
  readonly ttft: string;
  readonly perToken: string;
  readonly latency: string;
}

const of = (...kinds: readonly Chunk['kind'][]) => chunks.filter(({ kind }) => kinds.includes(kind));
const first = (some: readonly Chunk[]) => some[0]?.at ?? Number.NaN;
const last = (some: readonly Chunk[]) => some.at(-1)?.at ?? Number.NaN;
const gaps = (some: readonly Chunk[]) =>
  some.slice(1).map((chunk, index) => chunk.at - (some[index]?.at ?? 0));
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
/** To one decimal, as the tools print them. */
const shown = (value: number) => value.toFixed(1);

/** Every message with a choice counts as a token, a role or a finish reason too. */
function vllmBench(): Reading {
  const counted = of('role', 'reasoning', 'text', 'finish');
  const [ttft, latency, itl] = [first(counted), last(counted), gaps(counted)];
  return {
    tool: 'vLLM `bench serve`',
    ttft: `${ttft}`,
    perToken: `TPOT ${shown((latency - ttft) / (outputTokens - 1))}; ITL ${itl.join(', ')}, mean ${shown(sum(itl) / itl.length)}`,
    latency: `${latency}`,
  };
}

/** Only output counts, and a tokenizer counts it, which does not see the token that ends the answer. */
function aiPerf(): Reading {
  const counted = of('reasoning', 'text');
  const tokens = sum(counted.map((chunk) => chunk.tokens));
  return {
    tool: 'NVIDIA AIPerf',
    ttft: `${first(counted)} (TTFO ${first(of('text'))})`,
    perToken: `ITL ${shown((last(counted) - first(counted)) / (tokens - 1))}`,
    latency: `${last(counted)}`,
  };
}

/** What it calls TPOT begins at the request. */
function guideLlm(): Reading {
  const counted = of('reasoning', 'text');
  return {
    tool: 'GuideLLM',
    ttft: `${first(counted)} (output ${first(of('text'))})`,
    perToken: `ITL ${shown((last(counted) - first(counted)) / (outputTokens - 1))}; TPOT ${shown(last(counted) / outputTokens)}`,
    latency: `${closedAt}`,
  };
}

/** Knows text alone; its inter-token latency holds the wait for the first text, and is divided by messages. */
function llmPerf(): Reading {
  const text = of('text');
  const messages = of('role', 'reasoning', 'text', 'finish').length;
  return {
    tool: 'LLMPerf',
    ttft: `${first(text)}`,
    perToken: `ITL ${shown((first(text) + sum(gaps(text))) / messages)}`,
    latency: `${closedAt}`,
  };
}

/** The conventions leave open what a chunk is. */
function openTelemetry(which: string, counted: readonly Chunk[]): Reading {
  return {
    tool: `OpenTelemetry GenAI, ${which}`,
    ttft: `${first(counted)}`,
    perToken: `per chunk ${gaps(counted).join(', ')}`,
    latency: `${last(chunks)} to ${closedAt}`,
  };
}

export const otherReadings: readonly Reading[] = [
  vllmBench(),
  aiPerf(),
  guideLlm(),
  llmPerf(),
  openTelemetry('every message a chunk', of('role', 'reasoning', 'text', 'finish', 'usage')),
  openTelemetry('chunks of output alone', of('reasoning', 'text')),
];
