import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { buildProbeEnvironment } from '../../../src/launch/buildProbeEnvironment';
import type { ChunkServer } from '../../bench/support/probe/startChunkServer';
import { runCommand } from '../../support/processes';
import { withProgress } from '../../support/progress.mjs';
import { projectRoot } from '../../support/projectRoot';
import { makeTemporaryFolder } from '../../support/temporaryFolder';
import { countEvents, type SpooledStreams } from './countEvents';

export interface StreamLoad {
  readonly streams: number;
  readonly chunks: number;
  readonly intervalMs: number;
  /** It is so light that both runs go side by side. */
  readonly isLight?: true;
}

/** What the program says. Memory in MiB, the heap after garbage collections 15 s apart. */
interface Outcome {
  readonly events: number;
  readonly maxRssMb: number;
  readonly heaps: readonly number[];
  readonly seconds: number;
}

/** What the probe lost of a load and what it took, in MiB on top of the program without it. */
export interface LoadFigures {
  readonly lost: number;
  readonly losses: number;
  readonly addedRssMb: number;
  /** From the first sample to the last. */
  readonly heapGrowthMb: number;
}

/** Puts a program that reads streams to their end under a load, without the probe and with it, and prints both. */
export async function compareLoad(
  server: ChunkServer,
  title: string,
  load: StreamLoad,
): Promise<LoadFigures> {
  const run = (probe: boolean) =>
    withProgress(`${load.streams} x ${load.chunks} chunks, ${probe ? 'with' : 'without'} the probe`, () =>
      runLoad(server, load, probe),
    );
  const first = run(false);
  if (!load.isLight) await first;
  const [without, withProbe] = await Promise.all([first, run(true)]);
  const { outcome, spooled } = withProbe;
  const whole = spooled.streams.filter(({ isWhole }) => isWhole);
  const [firstHeap = 0] = outcome.heaps;
  console.log(`${title}: the program read ${outcome.events} events in ${outcome.seconds.toFixed(1)} s`);
  console.log(`  max RSS ${without.outcome.maxRssMb.toFixed(0)} MB, with ${outcome.maxRssMb.toFixed(0)} MB`);
  console.log(`  heap with the probe ${outcome.heaps.map((heap) => heap.toFixed(1)).join(' ')} MB`);
  return {
    lost: load.streams * load.chunks - whole.reduce((sum, { events }) => sum + events, 0),
    losses: spooled.losses,
    addedRssMb: outcome.maxRssMb - without.outcome.maxRssMb,
    heapGrowthMb: (outcome.heaps.at(-1) ?? 0) - firstHeap,
  };
}

async function runLoad(
  server: ChunkServer,
  { streams, chunks, intervalMs }: StreamLoad,
  probe: boolean,
): Promise<{ outcome: Outcome; spooled: SpooledStreams }> {
  const folder = await makeTemporaryFolder();
  const spoolFolder = join(folder.path, 'spool');
  await mkdir(spoolFolder);
  const probePath = join(projectRoot, 'dist', 'probe', 'node.cjs');
  const program = join(projectRoot, 'test', 'matrix', 'robustness', 'streams.mjs');
  const output = await runCommand(process.execPath, ['--expose-gc', program], {
    env: {
      ...process.env,
      ...(probe && buildProbeEnvironment({ probePath, spoolFolder, existing: process.env })),
      TASK: JSON.stringify({ url: server.baseUrl(chunks, intervalMs), streams }),
    },
  });
  const result = { outcome: JSON.parse(output) as Outcome, spooled: countEvents(spoolFolder) };
  folder.remove();
  return result;
}
