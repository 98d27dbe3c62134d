import { isDeepStrictEqual } from 'node:util';
import type { Served } from './served';

/** What a client of a program made of a sample, as the program prints it. */
export interface Told {
  readonly mark: string;
  readonly sample: string;
  /** Of the first choice. */
  readonly text: string;
  /** Arguments as JSON text. */
  readonly toolCalls: readonly { readonly name: string; readonly arguments: string }[];
  /** Cached tokens and reasoning included. */
  readonly usage: { readonly inputTokens: number | null; readonly outputTokens: number } | null;
  /** The client threw, or said that the answer failed. */
  readonly failed: boolean;
}

/** Reads a line of JSON a sample. */
export function readTold(stdout: string): Told[] {
  return stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Told);
}

/** What of a sample a client made otherwise than it is, as the sample's own description has it. */
export function toldFaults({ mark, sample, content }: Served, told: readonly Told[]): string[] {
  if (sample === undefined || !content) return [];
  const own = told.find((one) => one.mark === mark && one.sample === sample);
  if (!own) return [`${sample}: the program tells nothing of it`];
  return differences(given(own), due(content, own.failed)).map(
    (fault) => `${sample}: the program got ${fault}`,
  );
}

/** What differs of the facts that are due, one sentence each. */
export function differences(
  found: Readonly<Record<string, unknown>>,
  expected: Readonly<Record<string, unknown>>,
): string[] {
  return Object.entries(expected)
    .filter(([key, value]) => !isDeepStrictEqual(found[key], value))
    .map(([key, value]) => `${key} ${JSON.stringify(found[key])} for ${JSON.stringify(value)}`);
}

function given({ text, toolCalls, usage, failed }: Told): Record<string, unknown> {
  // A call that was broken off has half its arguments.
  const calls = failed ? [] : toolCalls.map((call) => ({ ...call, arguments: JSON.parse(call.arguments) }));
  return { text, toolCalls: calls, usage, failed };
}

/** Not every client sees that an answer was cut off or is empty; all must see an error, and none where there is none. */
function due(content: Readonly<Record<string, unknown>>, failed: boolean): Record<string, unknown> {
  const { outcome, text, toolCalls, usage } = content as {
    outcome: string;
    text: string;
    toolCalls: { name: string; arguments: unknown }[];
    usage: Told['usage'];
  };
  if (failed) return { text, failed: outcome !== 'complete' };
  return {
    text,
    failed: outcome === 'error',
    toolCalls: toolCalls.map((call) => ({ name: call.name, arguments: call.arguments })),
    usage: usage && { inputTokens: usage.inputTokens, outputTokens: usage.outputTokens },
  };
}
