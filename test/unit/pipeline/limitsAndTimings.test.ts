import assert from 'node:assert/strict';
import { buildReport } from '../../../src/cli/buildReport';
import type { Report, ReportCall, ReportFigure } from '../../../src/protocol/reportFile';
import { recordProgram } from '../../support/recordProgram';
import type { Behaviour, SimulatedRequest } from '../../support/simulator/behaviour';
import { type Simulator, startSimulator } from '../../support/simulator/startSimulator';

const RETRY_AFTER = 500;
/** Timers and the probe's clock are two clocks. */
const CLOCKS = 2;

/** A streamed call that is refused at first, and one that is not streamed. */
const agent = `
const OpenAI = require('openai');
const client = new OpenAI({ baseURL: process.argv[2], apiKey: 'sk-secret' });
async function main() {
  const messages = [{ role: 'user', content: 'hello' }];
  const options = { stream: true, stream_options: { include_usage: true } };
  const stream = await client.chat.completions.create({ model: 'large', messages, ...options });
  for await (const chunk of stream);
  await client.chat.completions.create({ model: 'small', messages });
}
main();
`;

const leftOf = (requests: number, tokens: number) => ({
  'x-ratelimit-limit-requests': '100',
  'x-ratelimit-remaining-requests': String(requests),
  'x-ratelimit-reset-requests': '1m0.5s',
  'x-ratelimit-limit-tokens': '40000',
  'x-ratelimit-remaining-tokens': String(tokens),
  'x-ratelimit-reset-tokens': '7.66s',
});

function respond({ model, retryCount }: SimulatedRequest): Behaviour {
  if (model === 'small') {
    return {
      firstTokenAfterMs: 150,
      output: [{ text: 'one two' }],
      headers: { 'openai-processing-ms': '120' },
    };
  }
  if (retryCount === 0) {
    const failure = { kind: 'status', status: 429, retryAfterMs: RETRY_AFTER } as const;
    return { headersAfterMs: 30, failure, headers: leftOf(0, 39_000) };
  }
  return {
    firstTokenAfterMs: 180,
    tokenEveryMs: 20,
    output: [{ text: 'one two three four five' }],
    headers: leftOf(2, 38_000),
    serverFigures: { metrics: { queue_time_ms: 70, time_to_first_token_ms: 60, generation_time_ms: 75 } },
  };
}

const figureOf = (figure: ReportFigure | undefined): number => {
  assert.ok(figure && 'value' in figure, JSON.stringify(figure));
  return figure.value;
};

describe('a call that was rate limited, seen from a real client to the report', function () {
  this.timeout(30_000);
  let simulator: Simulator;
  let report: Report;
  let large: ReportCall;
  let small: ReportCall;
  before(async () => {
    simulator = await startSimulator({ respond });
    const run = await recordProgram(agent, [simulator.openaiUrl]);
    report = buildReport(run, run.end ?? 0);
    [large, small] = report.calls as [ReportCall, ReportCall];
  });
  after(() => simulator.close());

  it('is one call with both requests that the client sent', () => {
    assert.equal(simulator.log.requests.length, 3);
    assert.equal(report.calls.length, 2);
    assert.deepEqual(
      large.attempts.map(({ status, retryCount, rateLimited }) => [status, retryCount, rateLimited]),
      [
        [429, 0, true],
        [200, 1, false],
      ],
    );
    assert.equal(large.outcome, 'complete');
  });

  it('has the wait that the server asked for as a phase of its own', () => {
    const [refused, answered] = large.attempts;
    assert.equal(refused?.retryAfterMs, RETRY_AFTER);
    const [asked, ...others] = large.phases.filter(({ name }) => name === 'retryAfter');
    assert.equal(others.length, 0);
    const { headers = 0, close = 0 } = refused?.moments ?? {};
    assert.equal(asked?.start, Math.min(close, answered?.start ?? 0));
    assert.ok((answered?.start ?? 0) >= headers + RETRY_AFTER - CLOCKS, 'the client waited that long');
    assert.equal(asked?.end, Math.min(headers + RETRY_AFTER, answered?.start ?? 0));
    const cost = (answered?.start ?? 0) - (refused?.start ?? 0);
    assert.ok(Math.abs(figureOf(large.metrics.rateLimited) - cost) < 0.001);
    assert.deepEqual([report.summary.rateLimits.calls, report.summary.rateLimits.refusals], [1, 1]);
  });

  it('keeps what was left of the limits after each answer', () => {
    const [refused, answered] = large.attempts;
    assert.deepEqual(refused?.rateLimits, [
      { of: 'requests', limit: 100, remaining: 0, resetMs: 60_500 },
      { of: 'tokens', limit: 40_000, remaining: 39_000, resetMs: 7660 },
    ]);
    assert.deepEqual(
      answered?.rateLimits?.map(({ remaining }) => remaining),
      [2, 38_000],
    );
  });

  it('parts the wait by the server’s own figures', () => {
    const waits = large.phases.filter(
      ({ name, start }) => name === 'wait' && start >= (large.attempts[1]?.start ?? 0),
    );
    const wait = waits.reduce((sum, { start, end }) => sum + end - start, 0);
    assert.deepEqual(
      large.serverParts.map(({ of, name, length }) => [of, name, name === 'rest' ? undefined : length]),
      [
        ['wait', 'queue', 70],
        ['wait', 'prefill', 60],
        ['wait', 'rest', undefined],
        ['streaming', 'decode', 75],
      ],
    );
    const rest = figureOf(large.metrics.networkRest);
    assert.ok(Math.abs(rest - Math.max(0, wait - 130)) < 0.01, `${rest} of ${wait}`);
    const ttft = figureOf(large.metrics.ttft);
    assert.ok(ttft >= 180 - CLOCKS, 'the first token came 180 ms after the request');
  });

  it('parts an answer that is not streamed by how long the server worked on it', () => {
    const [total, rest] = small.serverParts;
    assert.deepEqual(total, { name: 'total', of: 'wait', length: 120 });
    assert.equal(rest?.name, 'rest');
    const { sent = 0, close = 0 } = small.attempts[0]?.moments ?? {};
    assert.ok(Math.abs((rest?.length ?? 0) - Math.max(0, close - sent - 120)) < 0.01, `${rest?.length}`);
    assert.ok(figureOf(small.metrics.e2e) >= 150 - CLOCKS, 'the answer came 150 ms after the request');
  });

  it('tells throughput of each model, without the time of the refusal', () => {
    const models = report.summary.throughput.map(({ model, streamed, calls }) => [model, streamed, calls]);
    assert.deepEqual(models, [
      ['large', true, 1],
      ['small', false, 1],
    ]);
    const [first] = report.summary.throughput;
    assert.equal(first?.tokens, large.usage?.outputTokens);
    const { start = 0 } = large.attempts[1] ?? {};
    assert.ok((first?.busyTime ?? 0) <= large.end - start);
  });
});
