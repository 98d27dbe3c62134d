import type { Task } from './figures';
import type { ChunkServer } from './startChunkServer';
import { debugged, none, others, ours, type Variant } from './variants';

/** One program, run with each variant in turn, again and again. */
export interface Scenario {
  readonly id: string;
  readonly title: string;
  readonly program: string;
  readonly task: Task;
  readonly variants: readonly Variant[];
  readonly rounds: number;
}

/** How much is done: the whole takes a quarter of an hour, the quick one a few minutes. */
export interface Extent {
  readonly streams: number;
  readonly chunks: number;
  readonly rounds: number;
}

export const wholeExtent: Extent = { streams: 200, chunks: 200, rounds: 3 };
export const quickExtent: Extent = { streams: 40, chunks: 200, rounds: 2 };

const observers = [none, ...ours, ...others];
/** Fifty tokens a second. */
const pacedMs = 20;

/** All that is measured with the server, and the program without a call. */
export function planScenarios(server: ChunkServer, { streams, chunks, rounds }: Extent): Scenario[] {
  const fast = server.baseUrl(chunks, 0);
  const paced = server.baseUrl(chunks, pacedMs);
  const openai = (id: string, title: string, task: Task, more?: Partial<Scenario>): Scenario => {
    return { id, title, program: 'openai.mjs', task, variants: observers, rounds, ...more };
  };
  const all = { variants: [...observers, ...debugged] };
  const amount = `${streams} streams x ${chunks} chunks`;
  return [
    openai('single', `openai, ${amount}, 1 at a time, unpaced`, { url: fast, streams, concurrency: 1 }, all),
    openai('many', `openai, ${amount}, 64 at a time, unpaced`, { url: fast, streams, concurrency: 64 }, all),
    openai(
      'pacedMany',
      `openai, ${amount}, 64 at a time, 50 tokens/s each`,
      { url: paced, streams, concurrency: 64 },
      { rounds: Math.ceil(rounds / 2) },
    ),
    // One after the other, 200 of these would take a quarter of an hour by themselves for each variant.
    openai(
      'pacedSingle',
      `openai, 2 streams x ${chunks} chunks, 1 at a time, 50 tokens/s`,
      { url: paced, streams: 2, concurrency: 1 },
      { rounds: 1 },
    ),
    {
      id: 'ai',
      title: `ai, ${streams / 4} streams x ${chunks} chunks, 8 at a time, unpaced`,
      program: 'ai.mjs',
      task: { url: fast, streams: streams / 4, concurrency: 8 },
      variants: [none, ...ours, ...debugged],
      rounds,
    },
    {
      id: 'promises',
      title: 'a promise-heavy program without LLM calls',
      program: 'promises.mjs',
      task: { batches: 5000 },
      variants: [none, ...ours],
      rounds: rounds + 2,
    },
  ];
}
