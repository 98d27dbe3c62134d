import assert from 'node:assert/strict';
import type { LevelSummary } from '../../../src/completion/results/completionSummary';
import { summariseCompletion } from '../../../src/completion/results/summariseCompletion';
import { percentile } from '../../../src/metrics/percentile';
import { firstAttempt, lastAttempt } from '../../../src/model/call';
import type { Run } from '../../../src/model/run';
import { startSimulatorProcess } from '../../bench/support/simulatorProcess';
import { makeSuite, recordSuite } from '../../support/recordSuite';
import { behaviourHeader } from '../../support/simulator/scenarios/scripted';
import type { LoggedRequest, SimulatorLogFile } from '../../support/simulator/simulatorLog';
import { makeTemporaryFolder, type TemporaryFolder } from '../../support/temporaryFolder';

const levels = [2, 8];
const requests = 16;
/** As many as there are connections at the highest level, so that none is opened while it counts. */
const warmUp = 8;
const ttftBudget = 1000;
/** What a machine may take a client's processor away for, ms: it reads so much later, never earlier. */
const lost = 250;
/** By what figures may be too great for that; for a TPOT it falls on all tokens of an answer. */
const late: Readonly<Record<string, number>> = { ttft: lost, tpot: lost / 24 };
const behaviour = { firstTokenAfterMs: 300, tokenEveryMs: 10, output: [{ text: 'word '.repeat(25) }] };

/**
 * What the formulas of the metrics give on the server's own log of one level.
 * @param starts when the client made each request, which no server knows, by its id
 */
function computeTruth(log: readonly LoggedRequest[], starts: ReadonlyMap<string, number>) {
  const texts = log.map(({ writes }) => writes.filter(({ kind }) => kind === 'text'));
  const tokens = texts.map((writes) => writes.reduce((sum, write) => sum + write.tokens, 0));
  const startOf = ({ id }: LoggedRequest) => starts.get(id) ?? Number.NaN;
  const firsts = log.map((entry, index) => (texts[index]?.[0]?.at ?? Number.NaN) - startOf(entry));
  const spans = texts.map((writes) => (writes.at(-1)?.at ?? Number.NaN) - (writes[0]?.at ?? 0));
  const from = Math.min(...log.map(startOf));
  const duration = Math.max(...log.map(({ endedAt = Number.NaN }) => endedAt)) - from;
  return {
    ttft: median(firsts),
    tpot: median(spans.map((span, index) => span / ((tokens[index] ?? 0) - 1))),
    duration,
    requestsPerSecond: (1000 * log.length) / duration,
    tokensPerSecond: (1000 * tokens.reduce((sum, count) => sum + count, 0)) / duration,
    goodput: (1000 * firsts.filter((first) => first <= ttftBudget).length) / duration,
  };
}

/** On the clock of the log. */
function startsOf(run: Run, { epochOffsetMs }: SimulatorLogFile): Map<string, number> {
  return new Map(
    run.calls.map((call) => {
      const id = lastAttempt(call).response?.responseId?.replace('chatcmpl-', 'req_') ?? '';
      return [id, firstAttempt(call).timing.start + run.startedAtEpoch - epochOffsetMs];
    }),
  );
}

function readFigures(level: LevelSummary): ReturnType<typeof computeTruth> {
  const { duration, requestsPerSecond, tokensPerSecond, goodput, figures } = level;
  const middleOf = (name: 'ttft' | 'tpot') =>
    figures[name]?.percentiles.find(({ p }) => p === 0.5)?.value ?? Number.NaN;
  return {
    ttft: middleOf('ttft'),
    tpot: middleOf('tpot'),
    duration,
    requestsPerSecond,
    tokensPerSecond,
    goodput,
  };
}

function median(values: readonly number[]): number {
  return percentile(
    values.toSorted((a, b) => a - b),
    0.5,
  );
}

/** A sweep, from its requests to its figures, against a server in a process of its own. */
describe('figures of a sweep', function () {
  this.timeout(60_000);
  let folder: TemporaryFolder;
  before(async () => {
    folder = await makeTemporaryFolder();
  });
  after(() => folder.remove());

  it('are those of the server’s own log, but for how late a client reads', async () => {
    const simulator = await startSimulatorProcess('scripted');
    const suite = await makeSuite(folder.path, {
      targets: [
        {
          api: 'chat',
          baseUrl: simulator.openaiUrl,
          headers: { [behaviourHeader]: JSON.stringify(behaviour) },
        },
      ],
      warmUp,
      sweep: { concurrency: levels, requests, minGoodput: 0, maxErrors: 1 },
      budget: { ttft: ttftBudget as never, percentile: 0.95, confidence: 0.95 },
    });
    const { run } = await recordSuite(suite, { sweep: true });
    const file = await simulator.readLog();
    await simulator.stop();
    const log = file.requests;
    const starts = startsOf(run, file);
    const summary = summariseCompletion(run);
    assert.equal(log.length, levels.length * (warmUp + requests));
    for (const [index, concurrency] of levels.entries()) {
      const end = (index + 1) * (warmUp + requests);
      const truth = computeTruth(log.slice(end - requests, end), starts);
      const level = summary?.levels.find((one) => one.concurrency === concurrency) ?? assert.fail();
      for (const [name, value] of Object.entries(readFigures(level))) {
        const expected = truth[name as keyof typeof truth];
        const off = value - expected;
        const isTrue = off > -0.05 * expected && off < 0.05 * expected + (late[name] ?? 0);
        assert.ok(isTrue, `${name} at ${concurrency} is ${value}, and ${expected} by the log`);
      }
    }
  });
});
