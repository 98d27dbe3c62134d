// Puts the probe under loads and into troubles that take too long for a test, beside the same without it:
// npm run matrix:robustness -- [--streams 10000] [--minutes 10]
import { parseArgs } from 'node:util';
import { type Figure, reportFigures } from '../../bench/support/figures';
import { type ChunkServer, startChunkServer } from '../../bench/support/probe/startChunkServer';
import { measureEndings } from '../../matrix/robustness/endings';
import { measureLargePrompts } from '../../matrix/robustness/largePrompt';
import { compareLoad } from '../../matrix/robustness/streamLoads';
import { measureTroubles } from '../../matrix/robustness/troubles';
import { withProgress } from '../progress.mjs';
import { runMain } from './runMain';

type Figures = Record<string, Figure>;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      streams: { type: 'string', default: '10000' },
      minutes: { type: 'string', default: '10' },
    },
  });
  const server = await startChunkServer();
  const figures = {
    ...(await endPrograms(server)),
    ...(await troublePrograms(server)),
    ...(await sendLargePrompts()),
    ...(await loadStreams(server, Number(values.streams), Number(values.minutes))),
  };
  await server.stop();
  reportFigures('matrixRobustness', figures);
}

async function endPrograms(server: ChunkServer): Promise<Figures> {
  const outcomes = await withProgress('Programs that end in mid-stream', () => measureEndings(server));
  for (const { ending, read, lost, hasEndedSo } of outcomes) {
    const so = hasEndedSo ? '' : ', but it ended otherwise';
    console.log(
      `${ending} in mid-stream: of ${read} events that the program had read, ${lost} are lost${so}`,
    );
  }
  return {
    endings: { value: outcomes.filter(({ read, hasEndedSo }) => hasEndedSo && read > 0).length, goal: '= 3' },
    endingsEventsLost: { value: sum(outcomes, ({ lost }) => lost), goal: '= 0' },
  };
}

async function troublePrograms(server: ChunkServer): Promise<Figures> {
  const outcomes = await withProgress('Programs whose spool is in trouble', () => measureTroubles(server));
  for (const { trouble, isAsWithout, spooled } of outcomes) {
    const how = isAsWithout ? 'runs as without the probe' : 'does not run as without the probe';
    console.log(`${trouble}: the program ${how}; ${spooled} events can be read afterwards`);
  }
  return {
    troubles: { value: outcomes.length, goal: '= 3' },
    troublesNotAsWithout: { value: sum(outcomes, ({ isAsWithout }) => Number(!isAsWithout)), goal: '= 0' },
    fullDiskEventsKept: { value: outcomes[0]?.spooled ?? 0, goal: '>= 1' },
  };
}

async function sendLargePrompts(): Promise<Figures> {
  const outcomes = await withProgress('Prompts of 50 MB', measureLargePrompts);
  for (const { client, maxRssMb, milliseconds } of outcomes) {
    const [without, withProbe] = maxRssMb;
    const [ms, msWithProbe] = milliseconds;
    console.log(
      `a prompt of 50 MB by ${client}: ${ms.toFixed(0)} ms, with the probe ${msWithProbe.toFixed(0)} ms`,
    );
    console.log(`  max RSS ${without.toFixed(0)} MB, with ${withProbe.toFixed(0)} MB`);
  }
  const added = outcomes.map(({ maxRssMb: [without, withProbe] }) => withProbe - without);
  return {
    promptBytesLost: { value: sum(outcomes, ({ lostBytes }) => lostBytes), goal: '= 0' },
    promptAddedRssMb: { value: Math.max(...added), goal: '<= 60' },
  };
}

async function loadStreams(server: ChunkServer, streams: number, minutes: number): Promise<Figures> {
  // As long as it may take to open all of them.
  const crowd = await compareLoad(server, 'streams at once', { streams, chunks: 30, intervalMs: 2000 });
  const intervalMs = 50;
  const chunks = (minutes * 60_000) / intervalMs;
  const one = { streams: 1, chunks, intervalMs, isLight: true } as const;
  const long = await compareLoad(server, 'a long stream', one);
  return {
    crowdEventsLost: { value: crowd.lost, goal: '= 0' },
    crowdAddedKbPerStream: { value: (crowd.addedRssMb * 1024) / streams, goal: '<= 128' },
    longEventsLost: { value: long.lost, goal: '= 0' },
    longHeapGrowthMb: { value: long.heapGrowthMb, goal: '<= 1' },
    longAddedRssMb: { value: long.addedRssMb, goal: '<= 32' },
    losses: { value: crowd.losses + long.losses, goal: '= 0' },
  };
}

function sum<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((total, item) => total + value(item), 0);
}

runMain(main);
