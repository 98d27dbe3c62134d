/**
 * Do predictions come true? Programs with real SDKs are recorded against the simulator, what they would take with some
 * changes is predicted, and then the changed programs are really run and recorded. Figures are medians over the runs of
 * each. `--only <program>`, `--runs <n>`.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { analyseRun, type RunAnalysis } from '../../src/analysis/analyseRun';
import type { Goal } from '../../src/analysis/whatIf/change';
import { predict } from '../../src/analysis/whatIf/predict';
import { median, percentile } from '../../src/metrics/percentile';
import { Marks } from '../support/agents/marks';
import { runMain } from '../support/commands/runMain';
import { projectRoot } from '../support/projectRoot';
import { recordCommand } from '../support/recordCommand';
import { relayTrust, startRelay } from '../support/simulator/startRelay';
import { reportFigures } from './support/figures';
import { startSimulatorProcess } from './support/simulatorProcess';
import { Found, type Variant, variants } from './support/whatIf/variants';

const folder = join(projectRoot, 'test', 'fixtures', 'whatIf');
const farEachWayMs = 60;

/** What was predicted of one goal, and what came of it; in ms. */
interface Outcome {
  readonly goal: Goal;
  readonly recorded: number;
  readonly predicted: number;
  readonly low: number;
  readonly high: number;
  readonly measured: number;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { only: { type: 'string' }, runs: { type: 'string', default: '3' } },
  });
  console.log('| program | goal | recorded | predicted | between | measured | error |');
  console.log('|---|---|---:|---:|---:|---:|---:|');
  const chosen = variants.filter(({ program }) => program === (values.only ?? program));
  const errors: number[] = [];
  let within = 0;
  for (const variant of chosen) {
    for (const outcome of await tryOut(variant, Number(values.runs))) {
      errors.push(errorOf(outcome));
      if (isWithin(outcome)) within += 1;
      console.log(rowOf(variant.program, outcome));
    }
  }
  const sorted = errors.toSorted((a, b) => a - b);
  reportFigures('whatIf', {
    programs: { value: chosen.length, goal: '>= 12' },
    predictions: { value: errors.length },
    medianErrorPercent: { value: percentile(sorted, 0.5), goal: '<= 3' },
    worstErrorPercent: { value: sorted.at(-1) ?? 0, goal: '<= 8' },
    withinIntervalPercent: { value: (100 * within) / errors.length },
  });
}

/** Records the program and the changed one by turns. */
async function tryOut({ program, goals, changes }: Variant, runs: number): Promise<Outcome[]> {
  const [originals, changed]: [RunAnalysis[], RunAnalysis[]] = [[], []];
  for (let run = 0; run < runs; run += 1) {
    originals.push(await record(program, false));
    changed.push(await record(program, true));
  }
  const marks = new Marks(folder);
  return goals.map((goal) => {
    const predictions = originals.map((analysis) =>
      predict(analysis, changes(new Found(analysis, marks)), goal),
    );
    return {
      goal,
      recorded: median(predictions.map(({ before }) => before)),
      predicted: median(predictions.map(({ after }) => after)),
      low: median(predictions.map(({ low }) => low)),
      high: median(predictions.map(({ high }) => high)),
      measured: median(changed.map((analysis) => predict(analysis, [], goal).before)),
    };
  });
}

/** Runs a program once, with a simulator of its own, and finds out where its time went. */
async function record(program: string, isChanged: boolean): Promise<RunAnalysis> {
  const simulator = await startSimulatorProcess('scripted');
  const far = await startRelay(Number(new URL(simulator.url).port), { tls: true, eachWayMs: farEachWayMs });
  try {
    const run = await recordCommand({
      command: process.execPath,
      args: [join(folder, `${program}.mjs`)],
      cwd: folder,
      env: {
        LLM_URL: simulator.url,
        FAR_LLM_URL: far.url,
        CHANGED: isChanged ? '1' : '0',
        ...relayTrust,
      },
      title: program,
    });
    return analyseRun(run, 0);
  } finally {
    far.close();
    await simulator.stop();
  }
}

function errorOf({ predicted, measured }: Outcome): number {
  return (100 * Math.abs(predicted - measured)) / measured;
}

function isWithin({ low, high, measured }: Outcome): boolean {
  return low <= measured && measured <= high;
}

function rowOf(program: string, outcome: Outcome): string {
  const { goal, recorded, predicted, low, high, measured } = outcome;
  const [between, error] = [`${low.toFixed(0)} to ${high.toFixed(0)}`, `${errorOf(outcome).toFixed(1)} %`];
  const times = [recorded.toFixed(0), predicted.toFixed(0), between, measured.toFixed(0), error];
  return `| ${[program, goal, ...times].join(' | ')} |`;
}

runMain(main);
