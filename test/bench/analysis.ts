/**
 * How fast is the analysis of a run? A whole run of 100 000 calls with 50 chunks each, what a call costs in it as a
 * multiple of what it costs in a run a tenth as long, and each of the states that a live run of 10 000 calls goes
 * through, ten a second. Figures are CPU time, which says the same on a machine that is busy with other things. Beside
 * it: what the summary of the run takes, which was all there was before. `--calls <n>` for a smaller whole run.
 */
import { parseArgs } from 'node:util';
import { analyseRun, type RunAnalysis } from '../../src/analysis/analyseRun';
import { findFindings } from '../../src/analysis/findings/findFindings';
import { buildRunSummary } from '../../src/analysis/runSummary';
import { percentile } from '../../src/metrics/percentile';
import type { Run } from '../../src/model/run';
import { runMain } from '../support/commands/runMain';
import { generateRun } from './support/analysis/generateRun';
import { replayLive } from './support/analysis/liveRun';
import { reportFigures } from './support/figures';

const chunksPerCall = 50;
const rounds = 3;
const liveCalls = 10_000;
const liveStates = 120;

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { calls: { type: 'string', default: '100000' } } });
  const calls = Number(values.calls);
  warmUp();
  const small = median(Array.from({ length: rounds }, () => measureWhole(calls / 10).whole));
  const large = measureWhole(calls);
  const live = measureLive();
  const growth = large.whole / 10 / small;
  print({ calls, large, small, growth, live });
  reportFigures('analysis', {
    wholeSeconds: { value: large.whole, goal: '<= 5' },
    growth: { value: growth, goal: '<= 1.3' },
    updateP99Ms: { value: 1000 * live.p99, goal: '<= 10' },
    updateP50Ms: { value: 1000 * live.p50 },
    findingsSeconds: { value: large.findings },
    summarySeconds: { value: large.summary },
  });
}

/** The engine compiles what runs often. */
function warmUp(): void {
  for (let round = 0; round < rounds; round++) measureWhole(500);
}

interface Whole {
  readonly analysis: number;
  readonly findings: number;
  /** Both. */
  readonly whole: number;
  readonly summary: number;
}

/** Each time of a run that was never looked at: nothing about its calls is remembered. */
function measureWhole(calls: number): Whole {
  const run = generateRun(calls, chunksPerCall);
  const now = run.end ?? 0;
  const analysed = timed(() => analyseRun(run, now));
  const found = timed(() => findFindings(analysed.result, {}, 'wall'));
  const again = generateRun(calls, chunksPerCall);
  const summarised = timed(() => buildRunSummary(again, now));
  return {
    analysis: analysed.seconds,
    findings: found.seconds,
    whole: analysed.seconds + found.seconds,
    summary: summarised.seconds,
  };
}

function measureLive(): { readonly p50: number; readonly p99: number } {
  const run: Run = generateRun(liveCalls, chunksPerCall);
  const seconds: number[] = [];
  let previous: RunAnalysis | undefined;
  for (const state of replayLive(run, liveCalls - 500, liveStates)) {
    const update = timed(() => analyseRun(state.run, state.now, previous));
    previous = update.result;
    seconds.push(update.seconds);
  }
  // The first state is met without one before it.
  const sorted = seconds.slice(1).toSorted((a, b) => a - b);
  return { p50: percentile(sorted, 0.5), p99: percentile(sorted, 0.99) };
}

function timed<Result>(work: () => Result): { readonly result: Result; readonly seconds: number } {
  const before = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(before);
  return { result, seconds: (user + system) / 1e6 };
}

function median(values: readonly number[]): number {
  return percentile(
    values.toSorted((a, b) => a - b),
    0.5,
  );
}

function print(figures: {
  readonly calls: number;
  readonly large: Whole;
  readonly small: number;
  readonly growth: number;
  readonly live: { readonly p50: number; readonly p99: number };
}): void {
  const { calls, large, small, growth, live } = figures;
  const seconds = (value: number) => `${value.toFixed(2)} s`;
  console.log(`${calls} calls, ${chunksPerCall} chunks each: ${seconds(large.whole)} of CPU time`);
  console.log(`  of that the analysis ${seconds(large.analysis)}, findings ${seconds(large.findings)}`);
  console.log(`  beside it the summary of the run: ${seconds(large.summary)}`);
  console.log(`a tenth of the calls: ${seconds(small)}; growth of the cost of a call ${growth.toFixed(2)}`);
  console.log(
    `live, ${liveCalls} calls: p50 ${(1000 * live.p50).toFixed(1)} ms, p99 ${(1000 * live.p99).toFixed(1)} ms`,
  );
}

runMain(main);
