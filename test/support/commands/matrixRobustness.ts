// Puts the probe under loads that take too long for a test, beside the same without it:
// npm run matrix:robustness -- [--streams 10000] [--minutes 10]
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildProbeEnvironment } from '../../../src/launch/buildProbeEnvironment';
import { reportFigures } from '../../bench/support/figures';
import { type ChunkServer, startChunkServer } from '../../bench/support/probe/startChunkServer';
import { countEvents, type SpooledEvents } from '../../matrix/robustness/countEvents';
import { runCommand } from '../processes';
import { withProgress } from '../progress.mjs';
import { projectRoot } from '../projectRoot';
import { makeTemporaryFolder } from '../temporaryFolder';
import { runMain } from './runMain';

interface Load {
  readonly streams: number;
  readonly chunks: number;
  readonly intervalMs: number;
}

/** What the program says. Memory in MiB, the heap after garbage collections 15 s apart. */
interface Outcome {
  readonly events: number;
  readonly maxRssMb: number;
  readonly heaps: readonly number[];
  readonly seconds: number;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      streams: { type: 'string', default: '10000' },
      minutes: { type: 'string', default: '10' },
    },
  });
  const server = await startChunkServer();
  const crowd = await compare(server, 'streams at once', {
    streams: Number(values.streams),
    // As long as it may take to open all of them.
    chunks: 30,
    intervalMs: 2000,
  });
  const intervalMs = 50;
  const long = await compare(server, 'a long stream', {
    streams: 1,
    chunks: (Number(values.minutes) * 60_000) / intervalMs,
    intervalMs,
  });
  await server.stop();
  reportFigures('matrixRobustness', {
    crowdEventsLost: { value: crowd.lost, goal: '= 0' },
    crowdAddedKbPerStream: { value: (crowd.addedRssMb * 1024) / Number(values.streams), goal: '<= 128' },
    longEventsLost: { value: long.lost, goal: '= 0' },
    longHeapGrowthMb: { value: long.heapGrowthMb, goal: '<= 1' },
    longAddedRssMb: { value: long.addedRssMb, goal: '<= 32' },
    losses: { value: crowd.losses + long.losses, goal: '= 0' },
  });
}

async function compare(server: ChunkServer, title: string, load: Load) {
  const run = (probe: boolean) =>
    withProgress(`${load.streams} x ${load.chunks} chunks, ${probe ? 'with' : 'without'} the probe`, () =>
      runLoad(server, load, probe),
    );
  const [without, withProbe] = [await run(false), await run(true)];
  const { outcome, spooled } = withProbe;
  const [first = 0] = outcome.heaps;
  const figures = {
    lost: load.streams * load.chunks - spooled.events,
    losses: spooled.losses,
    addedRssMb: outcome.maxRssMb - without.outcome.maxRssMb,
    heapGrowthMb: (outcome.heaps.at(-1) ?? 0) - first,
  };
  console.log(`${title}: the program read ${outcome.events} events in ${outcome.seconds.toFixed(1)} s`);
  console.log(`  max RSS ${without.outcome.maxRssMb.toFixed(0)} MB, with ${outcome.maxRssMb.toFixed(0)} MB`);
  console.log(`  heap with the probe ${outcome.heaps.map((heap) => heap.toFixed(1)).join(' ')} MB`);
  return figures;
}

async function runLoad(
  server: ChunkServer,
  { streams, chunks, intervalMs }: Load,
  probe: boolean,
): Promise<{ outcome: Outcome; spooled: SpooledEvents }> {
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

runMain(main);
