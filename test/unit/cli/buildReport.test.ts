import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ProcessId } from '../../../src/base/units';
import { buildReport, serialiseReport } from '../../../src/cli/buildReport';
import { metricDefinitions } from '../../../src/metrics/definitions';
import type { Report } from '../../../src/protocol/reportFile';
import { projectRoot } from '../../support/projectRoot';
import { drawRun, drawWork } from '../../support/runDsl';

const run = drawRun(
  [
    {
      site: '/work/agent.ts:42:7 planStep',
      start: 0.1,
      line: 'connect 0, tcp 10, assigned 10, head 100, text 200.2 300, done 301, close 310',
      usage: { inputTokens: 2000, outputTokens: 3 },
      server: { queue: 40, prefill: 60 },
      rateLimits: [{ of: 'tokens', limit: 100, remaining: 3 }],
      tools: ['search'],
    },
    {
      site: '/work/agent.ts:42:7 planStep',
      start: 400,
      line: 'head 50, body 50, close 60',
      status: 429,
      outcome: 'error',
      failure: 'http_429',
      retryAfterMs: 100,
      retries: [{ start: 600, line: 'head 10, text 20 30, done 40, close 40' }],
    },
    { site: '', start: 700, line: 'head 10, text 20, close 50' },
  ],
  {
    end: 800,
    work: [
      drawWork('http 320 390.5 GET a.test/docs', { code: '200' }),
      drawWork('timer 330 380'),
      drawWork('http 320 390', { process: 'launcher' as ProcessId }),
      drawWork('cpu 640 700', { busy: 55, cpu: 50 }),
    ],
  },
);

function readReport(): Report {
  return JSON.parse(serialiseReport(buildReport(run, 800)));
}

describe('buildReport', () => {
  it('tells limits, waits and the server’s own figures of every attempt', () => {
    const { calls, summary, percentiles } = readReport();
    const [first, second] = calls;
    assert.deepEqual(first?.serverParts, [
      { name: 'queue', of: 'wait', length: 40 },
      { name: 'prefill', of: 'wait', length: 60 },
      { name: 'rest', of: 'wait', length: 90.2 },
    ]);
    assert.deepEqual(first?.attempts[0]?.serverTimings, { queue: 40, prefill: 60 });
    assert.deepEqual(first?.attempts[0]?.rateLimits, [{ of: 'tokens', limit: 100, remaining: 3 }]);
    assert.deepEqual(
      second?.attempts.map(({ rateLimited, retryAfterMs }) => [rateLimited, retryAfterMs]),
      [
        [true, 100],
        [false, undefined],
      ],
    );
    assert.deepEqual(
      second?.phases.map(({ name }) => name),
      ['refused', 'retryAfter', 'backoff', 'wait', 'streaming', 'tail'],
    );
    assert.deepEqual(summary.rateLimits, { calls: 1, refusals: 1, time: 200, asked: 90 });
    assert.equal(summary.throughput[0]?.tokens, 3);
    assert.match(percentiles, /type 7/);
  });

  it('holds every call with every metric, a value or a reason', () => {
    const { calls } = readReport();
    assert.deepEqual(
      calls.map(({ id, ordinal }) => [id, ordinal]),
      [
        ['c1', 1],
        ['c2', 2],
        ['c3', 3],
      ],
    );
    for (const call of calls) {
      assert.deepEqual(Object.keys(call.metrics).sort(), Object.keys(metricDefinitions).sort());
      for (const figure of Object.values(call.metrics)) {
        assert.ok('value' in figure ? Number.isFinite(figure.value) : figure.because.length > 0);
      }
    }
    assert.deepEqual(calls[0]?.metrics.ttft, { value: 200.2 });
    assert.deepEqual(calls[1]?.metrics.backoff, { value: 140 });
    assert.deepEqual(calls[2]?.metrics.e2e, { because: 'the stream ended before the answer was finished' });
  });

  it('says where each call was made and how that was found', () => {
    const { calls } = readReport();
    const place = { file: '/work/agent.ts', line: 42, column: 7, function: 'planStep' };
    assert.deepEqual(calls[0]?.attribution, { ...place, method: 'sync', confidence: 'high', chain: [place] });
    assert.deepEqual(calls[2]?.attribution, { method: 'none', confidence: 'low', chain: [] });
  });

  it('tells attempts, phases, usage and outcome', () => {
    const [first, second, third] = readReport().calls;
    assert.deepEqual(first?.toolCalls, ['search']);
    assert.equal(first?.usage?.outputTokens, 3);
    assert.equal(first?.outputEvents, 2);
    assert.deepEqual(first?.phases[0], { name: 'connect', start: 0.1, end: 10.1 });
    assert.deepEqual(
      second?.attempts.map(({ outcome, status, retryAfterMs }) => [outcome, status, retryAfterMs]),
      [
        ['error', 429, 100],
        ['complete', 200, undefined],
      ],
    );
    assert.deepEqual(second?.attempts[0]?.moments, { headers: 450, close: 460 });
    assert.equal(second?.notCounted, undefined);
    assert.deepEqual([third?.outcome, third?.notCounted], ['truncated', 'truncated']);
  });

  it('groups calls by place and gives the figures of the lens', () => {
    const [site, unknown] = readReport().callSites;
    assert.deepEqual(site?.callIds, ['c1', 'c2']);
    assert.deepEqual(site?.groups[0]?.callIds, ['c1', 'c2']);
    assert.equal(site?.groups[0]?.distributions.ttft?.n, 2);
    assert.equal(site?.groups[0]?.distributions.ttft?.p50, 110.1);
    assert.equal(unknown?.place, undefined);
    assert.deepEqual(unknown?.notCounted, { truncated: 1 });
  });

  it('tells other work that explains the time between calls', () => {
    const { otherWork } = readReport();
    assert.deepEqual(otherWork, [
      {
        id: 'w-http 320 390.5 GET a.test/docs',
        kind: 'http',
        name: 'GET a.test/docs',
        start: 320,
        end: 390.5,
        duration: 70.5,
        outcome: 'done',
        code: '200',
      },
      {
        id: 'w-cpu 640 700',
        kind: 'cpu',
        name: 'cpu',
        start: 640,
        end: 700,
        duration: 55,
        outcome: 'done',
        cpu: 50,
      },
    ]);
  });

  it('writes no digits that are noise of the arithmetic', () => {
    const text = serialiseReport(buildReport(run, 800));
    assert.doesNotMatch(text, /\d\.\d{7}/);
    assert.equal(readReport().run.startedAt, '2026-03-08T14:05:09.000Z');
  });

  it('is documented field by field', () => {
    const documentation = readFileSync(join(projectRoot, 'docs', 'report.md'), 'utf8');
    for (const name of fieldNames(readReport())) assert.ok(documentation.includes(`\`${name}\``), name);
  });

  it('tells what a figure can have been, and where the program held the answer up', () => {
    const held = drawRun([
      {
        line: 'head 100, text 400 800, done 900, close 910',
        taken: [401, 880, 960],
        holdups: [{ kind: 'blocked', start: 250, end: 400, cpu: 149 }],
      },
    ]);
    const [reported] = buildReport(held, 1000).calls;
    const { ttft, lagMax } = reported?.metrics ?? {};
    assert.deepEqual(ttft && 'value' in ttft && [ttft.value, ttft.range], [400, { min: 250, max: 400 }]);
    assert.deepEqual(lagMax, { value: 80, basis: '3 reads' });
    assert.deepEqual(reported?.heldUp, [
      { kind: 'unread', start: 400, end: 401 },
      { kind: 'unread', start: 800, end: 880 },
      { kind: 'unread', start: 900, end: 960 },
      { kind: 'computing', start: 250, end: 400 },
    ]);
  });
});

/** Names of all fields in a value, but not of what is keyed by metric, outcome or reason. */
function fieldNames(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(fieldNames);
  if (typeof value !== 'object' || value === null) return [];
  const keyed = ['metrics', 'distributions', 'outcomes', 'notCounted'];
  return Object.entries(value).flatMap(([name, inner]) => [
    name,
    ...(keyed.includes(name) ? [] : fieldNames(inner)),
  ]);
}
