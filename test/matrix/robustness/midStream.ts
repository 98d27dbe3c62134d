import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildProbeEnvironment } from '../../../src/launch/buildProbeEnvironment';
import type { ChunkServer } from '../../bench/support/probe/startChunkServer';
import { type OwnedProcess, startProcess } from '../../support/processes';
import { projectRoot } from '../../support/projectRoot';
import { makeTemporaryFolder } from '../../support/temporaryFolder';
import { countEvents, type SpooledStreams } from './countEvents';

/** Streams that are read at once, half of them by `fetch` and half by `http`. */
const load = { streams: 100, chunks: 40, intervalMs: 25 };
export const loadEvents = load.streams * load.chunks;

export interface MidStreamOptions {
  /** How the program ends itself when half of everything was read; without it it reads all. */
  readonly end?: 'exit' | 'abort';
  /** Called when half of everything was read. */
  readonly onMiddle?: (owned: OwnedProcess, spoolFolder: string) => void;
  /** Shell code around the program, which is `"$0" "$@"` in it; `$SPOOL` is its spool folder. */
  readonly shell?: string;
  readonly probe: boolean;
}

/** What became of a program that reads streams. */
export interface MidStreamRun {
  readonly exitCode: number | null;
  readonly stderr: string;
  /** Events that the program had read of each stream when it told last. */
  readonly told: ReadonlyMap<string, number>;
  readonly spool: SpooledStreams;
}

/** Runs it; what it tells goes into a file at once, so that nothing of it is lost with the program. */
export async function runMidStream(server: ChunkServer, options: MidStreamOptions): Promise<MidStreamRun> {
  const folder = await makeTemporaryFolder();
  const [spoolFolder, output] = [join(folder.path, 'spool'), join(folder.path, 'told')];
  mkdirSync(spoolFolder);
  const descriptor = openSync(output, 'w');
  const owned = start(server, options, spoolFolder, descriptor);
  let stderr = '';
  owned.child.stderr?.on('data', (text: Buffer) => {
    if (stderr === '') options.onMiddle?.(owned, spoolFolder);
    stderr += text;
  });
  const closed = new Promise((resolve) => owned.child.once('close', resolve));
  const exitCode = await owned.exited;
  await closed;
  closeSync(descriptor);
  mkdirSync(spoolFolder, { recursive: true });
  const run = { exitCode, stderr, told: readTold(output), spool: countEvents(spoolFolder) };
  folder.remove();
  return run;
}

function start(
  server: ChunkServer,
  { end, shell, probe }: MidStreamOptions,
  spoolFolder: string,
  output: number,
): OwnedProcess {
  const probePath = join(projectRoot, 'dist', 'probe', 'node.cjs');
  const command = [process.execPath, join(projectRoot, 'test', 'matrix', 'robustness', 'midStream.mjs')];
  const [program = '', ...args] = shell ? ['sh', '-c', shell, ...command] : command;
  return startProcess(program, args, {
    env: {
      ...process.env,
      ...(probe && buildProbeEnvironment({ probePath, spoolFolder, existing: process.env })),
      SPOOL: spoolFolder,
      TASK: JSON.stringify({ ...load, url: server.baseUrl(load.chunks, load.intervalMs), end }),
    },
    stdio: ['ignore', output, 'pipe'],
  });
}

/** Lines of a stream's number and its events so far; the last line counts. */
function readTold(output: string): Map<string, number> {
  const lines = readFileSync(output, 'utf8').split('\n').slice(0, -1);
  return new Map(
    lines.map((line) => {
      const [stream = '', events] = line.split(' ');
      return [stream, Number(events)];
    }),
  );
}
