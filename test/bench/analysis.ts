/**
 * How fast is the analysis of a run? A whole run of 100 000 calls with 50 chunks each, what a call costs in it as a
 * multiple of what it costs in a run a tenth as long, and each of the states that a live run of 10 000 calls goes
 * through, ten a second. Figures are CPU time, which says the same on a machine that is busy with other things. Beside
 * it: what the summary and the findings of the smaller run take. `--calls <n>` for smaller runs.
 */
import { parseArgs } from 'node:util';
import { analyseRun, type RunAnalysis } from '../../src/analysis/analyseRun';
import { findFindings } from '../../src/analysis/findings/findFindings';
import { buildRunSummary } from '../../src/analysis/runSummary';
import { median, percentile } from '../../src/metrics/percentile';
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
  for (let round = 0; round < rounds; round++) measureWhole(calls / 20);
  const small = median(Array.from({ length: rounds }, () => measureWhole(calls / 10)));
  const large = measureWhole(calls);
  const growth = large / 10 / small;
  console.log(`${calls} calls, ${chunksPerCall} chunks each: ${inSeconds(large)} of CPU time`);
  console.log(`a tenth of the calls: ${inSeconds(small)}; growth of the cost of a call ${growth.toFixed(2)}`);
  const beside = measureBeside(calls / 10);
  console.log(`of those, the summary ${inSeconds(beside.summary)}, findings ${inSeconds(beside.findings)}`);
  const live = measureLive();
  console.log(`live, ${liveCalls} calls: p50 ${inSeconds(live.p50)}, p99 ${inSeconds(live.p99)}`);
  reportFigures('analysis', {
    wholeSeconds: { value: large, goal: '<= 5' },
    growth: { value: growth, goal: '<= 1.3' },
    updateP99Ms: { value: 1000 * live.p99, goal: '<= 10' },
    updateP50Ms: { value: 1000 * live.p50 },
    tenthSeconds: { value: small },
    tenthFindingsSeconds: { value: beside.findings },
    tenthSummarySeconds: { value: beside.summary },
  });
}

/** Each time of a run that was never looked at: nothing about its calls is remembered. */
function measureWhole(calls: number): number {
  const run = generateRun(calls, chunksPerCall);
  return timed(() => analyseRun(run, run.end ?? 0)).seconds;
}

/** What is made of the same run besides: its summary, and its findings, which stand on the analysis. */
function measureBeside(calls: number): { readonly summary: number; readonly findings: number } {
  const run = generateRun(calls, chunksPerCall);
  const summary = timed(() => buildRunSummary(run, run.end ?? 0)).seconds;
  const analysis = analyseRun(run, run.end ?? 0);
  return { summary, findings: timed(() => findFindings(analysis, {}, 'wall')).seconds };
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

function inSeconds(seconds: number): string {
  return `${seconds.toFixed(3)} s`;
}

runMain(main);
