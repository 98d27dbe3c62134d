/**
 * How true are the stamps? Streams paced calls through the openai package under the probe, takes the run through the
 * whole pipeline and holds every chunk against the simulator's log of the moment it wrote it. Both clocks are the
 * machine's monotonic one. Beside it: the same chunks as a stopwatch in the program's own loop saw them.
 */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildProbeEnvironment } from '../../src/launch/buildProbeEnvironment';
import { percentile } from '../../src/metrics/percentile';
import type { Attempt } from '../../src/model/attempt';
import { OUTPUT_FLAGS } from '../../src/model/streamEvent';
import { readRunFolder } from '../../src/pipeline';
import { runCommand } from '../support/processes';
import { projectRoot } from '../support/projectRoot';
import type { LoggedRequest } from '../support/simulator/simulatorLog';
import { reportFigures } from './support/figures';
import { startSimulatorProcess } from './support/simulatorProcess';

const calls = 200;
const chunks = 200;
const concurrency = 2;
const behaviour = { firstTokenAfterMs: 60, tokenEveryMs: 5, output: [{ text: 'word '.repeat(chunks) }] };

/** What the program's own stopwatch saw of one call. */
interface ProgramView {
  readonly responseId: string;
  readonly chunks: readonly number[];
}

interface Errors {
  readonly ttft: number[];
  readonly chunk: number[];
  readonly ownStopwatch: number[];
  missing: number;
}

async function main(): Promise<void> {
  console.log(`${calls} calls of ${chunks} chunks, ${concurrency} at a time, a chunk every 5 ms`);
  const simulator = await startSimulatorProcess('scripted');
  const spoolFolder = mkdtempSync(join(tmpdir(), 'latency-lens-bench-'));
  const output = await runCommand(
    process.execPath,
    [join(projectRoot, 'test/fixtures/bench/streamCalls.mjs')],
    {
      env: {
        ...process.env,
        ...buildProbeEnvironment({
          probePath: join(projectRoot, 'dist/probe/node.cjs'),
          spoolFolder,
          existing: process.env,
        }),
        BENCH_BASE_URL: simulator.openaiUrl,
        BENCH_CALLS: String(calls),
        BENCH_CONCURRENCY: String(concurrency),
        BENCH_BEHAVIOUR: JSON.stringify(behaviour),
      },
    },
  );
  const log = await simulator.readLog();
  await simulator.stop();
  const run = await readRunFolder(spoolFolder);
  const attempts = run.calls.flatMap((call) => call.attempts);
  const toMonotonic = run.startedAtEpoch - log.epochOffsetMs;
  const errors = compare(log.requests, attempts, JSON.parse(output) as ProgramView[], toMonotonic);
  print(errors);
}

/** Holds what the pipeline and the program saw against what was written. */
function compare(
  written: readonly LoggedRequest[],
  attempts: readonly Attempt[],
  program: readonly ProgramView[],
  toMonotonic: number,
): Errors {
  const errors: Errors = { ttft: [], chunk: [], ownStopwatch: [], missing: 0 };
  for (const request of written) {
    const id = request.id.replace('req_', 'chatcmpl-');
    const truth = request.writes.filter((write) => write.kind === 'text').map((write) => write.at);
    const attempt = attempts.find((candidate) => candidate.response?.responseId === id);
    const seen = (attempt?.events ?? [])
      .filter((event) => event.flags & OUTPUT_FLAGS)
      .map((event) => event.at + toMonotonic);
    const own = program.find((view) => view.responseId === id)?.chunks ?? [];
    errors.missing += Math.abs(truth.length - seen.length);
    const [firstWritten, firstSeen] = [truth[0], seen[0]];
    if (attempt && firstWritten !== undefined && firstSeen !== undefined) {
      const start = attempt.timing.start + toMonotonic;
      errors.ttft.push(Math.abs(firstSeen - start - (firstWritten - request.receivedAt)));
    }
    truth.forEach((at, index) => {
      const [ours, theirs] = [seen[index], own[index]];
      if (ours !== undefined) errors.chunk.push(Math.abs(ours - at));
      if (theirs !== undefined) errors.ownStopwatch.push(Math.abs(theirs - at));
    });
  }
  return errors;
}

function print(errors: Errors): void {
  const [ttft, chunk, ownStopwatch] = [errors.ttft, errors.chunk, errors.ownStopwatch].map((values) =>
    values.toSorted((a, b) => a - b),
  ) as [number[], number[], number[]];
  for (const [name, values] of Object.entries({ ttft, chunk, ownStopwatch })) {
    const [p50, p99, max] = [0.5, 0.99, 1].map((p) => percentile(values, p).toFixed(3));
    console.log(`${name.padEnd(13)} n ${values.length}  off by p50 ${p50} ms  p99 ${p99} ms  max ${max} ms`);
  }
  reportFigures('timing', {
    chunksMissing: { value: errors.missing, goal: '= 0' },
    callsCompared: { value: ttft.length, goal: `= ${calls}` },
    ttftErrorP99Ms: { value: percentile(ttft, 0.99), goal: '<= 2' },
    chunkErrorP99Ms: { value: percentile(chunk, 0.99), goal: '<= 2' },
    chunkErrorP50Ms: { value: percentile(chunk, 0.5) },
    ownStopwatchErrorP99Ms: { value: percentile(ownStopwatch, 0.99) },
  });
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
