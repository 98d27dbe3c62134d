import type { ChunkServer } from '../../bench/support/probe/startChunkServer';
import { type MidStreamOptions, type MidStreamRun, runMidStream } from './midStream';

/** How a program may end while answers stream in, and the exit code it then has. */
const endings: Readonly<
  Record<string, Omit<MidStreamOptions, 'probe'> & { readonly exitCode: number | null }>
> = {
  SIGKILL: { onMiddle: ({ child }) => void child.kill('SIGKILL'), exitCode: null },
  'process.abort': { end: 'abort', exitCode: null },
  'process.exit': { end: 'exit', exitCode: 7 },
};

/** How one ending went. */
export interface EndingOutcome {
  readonly ending: string;
  /** Events that the program had read. */
  readonly read: number;
  /** Those of them that are not in the spool. */
  readonly lost: number;
  readonly hasEndedSo: boolean;
}

/** Ends programs in mid-stream and holds what they had read against what is on disk. */
export async function measureEndings(server: ChunkServer): Promise<EndingOutcome[]> {
  const outcomes: EndingOutcome[] = [];
  for (const [ending, { exitCode, ...options }] of Object.entries(endings)) {
    const run = await runMidStream(server, { ...options, probe: true });
    const read = [...run.told.values()].reduce((sum, events) => sum + events, 0);
    outcomes.push({ ending, read, lost: countLost(run), hasEndedSo: run.exitCode === exitCode });
  }
  return outcomes;
}

function countLost({ told, spool }: MidStreamRun): number {
  const spooled = new Map(spool.streams.map(({ asked, events }) => [nameOf(asked), events]));
  return [...told].reduce(
    (sum, [stream, events]) => sum + Math.max(0, events - (spooled.get(stream) ?? 0)),
    0,
  );
}

function nameOf(asked: string): string {
  return (JSON.parse(asked) as { user: string }).user;
}
