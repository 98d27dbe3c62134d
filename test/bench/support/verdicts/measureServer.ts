import { summariseCompletion } from '../../../../src/completion/results/summariseCompletion';
import type { Run } from '../../../../src/model/run';
import { makeSuite, recordSuite } from '../../../support/recordSuite';
import { type DrawnLatency, latencyHeader } from '../../../support/simulator/scenarios/drawnLatency';
import type { SimulatorLogFile } from '../../../support/simulator/simulatorLog';
import { makeTemporaryFolder } from '../../../support/temporaryFolder';
import { startSimulatorProcess } from '../simulatorProcess';
import { repetitions } from './verdictCells';

const latency: DrawnLatency = {
  median: 200,
  spread: 0.4,
  seed: 1,
  behaviour: { tokenEveryMs: 0, output: [{ text: 'a + b' }] },
};
const requestsEach = 30;

/** Verdicts of the product on requests that were really made, on one percentile that lies so far from its limit. */
export interface ServerVerdicts {
  readonly percentile: number;
  readonly off: number;
  readonly right: number;
  readonly wrong: number;
  readonly unsure: number;
}

/**
 * Has the runner make the requests of a suite of 200 cases, each of which is a repetition of 30 requests, to a server that
 * draws its latencies, and judges them by several budgets. The truth is what the server wrote down of all 6000 requests,
 * since a busy machine adds to what was drawn. What the way there and back adds is in what is judged.
 */
export async function measureServer(): Promise<readonly ServerVerdicts[]> {
  const folder = await makeTemporaryFolder();
  const simulator = await startSimulatorProcess('drawn-latency');
  try {
    const headers = { [latencyHeader]: JSON.stringify(latency) };
    const suite = await makeSuite(folder.path, {
      targets: [{ api: 'chat', baseUrl: simulator.openaiUrl, headers }],
      cases: Array.from({ length: repetitions }, (_, index) => ({ name: `repetition ${index + 1}` })),
      repeats: requestsEach,
      warmUp: 20,
      concurrency: 16,
    });
    const { run, failure } = await recordSuite(suite);
    if (failure) throw failure;
    const truth = latenciesOf(await simulator.readLog());
    return [0.5, 0.9].flatMap((percentile) =>
      [-0.2, -0.1, 0.1, 0.2].map((off) => judgeRun(run, { truth, percentile, off })),
    );
  } finally {
    await simulator.stop();
    folder.remove();
  }
}

/** How long each request took by the server's own clock, ascending. */
function latenciesOf({ requests }: SimulatorLogFile): number[] {
  return requests
    .flatMap(({ receivedAt, endedAt }) => (endedAt === undefined ? [] : endedAt - receivedAt))
    .sort((a, b) => a - b);
}

interface Question {
  readonly truth: readonly number[];
  readonly percentile: number;
  readonly off: number;
}

function judgeRun(run: Run, { truth, percentile, off }: Question): ServerVerdicts {
  const { completion } = run;
  if (!completion) throw new Error('The run is none of a suite.');
  const truePercentile = truth[Math.floor(percentile * truth.length)] ?? Number.NaN;
  const budget = { total: truePercentile / (1 + off), percentile, confidence: 0.95 };
  const { cases = [] } = summariseCompletion({ ...run, completion: { ...completion, budget } }) ?? {};
  const right = off < 0 ? 'met' : 'missed';
  const counts = { right: 0, wrong: 0, unsure: 0 };
  for (const { verdict } of cases) {
    if (verdict.kind === 'unsure' || verdict.kind === 'none') counts.unsure += 1;
    else counts[verdict.kind === right ? 'right' : 'wrong'] += 1;
  }
  return { percentile, off, ...counts };
}
