import { strict as assert } from 'node:assert';
import { buildRunSummary } from '../../../../src/analysis/runSummary';
import type { Run } from '../../../../src/model/run';
import { buildTimelineHeader } from '../../../../src/ui/views/timelineHeader';
import { drawRun, drawWork } from '../../../support/runDsl';

const headerOf = (run: Run, now: number) => buildTimelineHeader(run, buildRunSummary(run, now), now);

const busy = drawRun([
  {
    line: 'head 50, body 51, close 52',
    status: 429,
    outcome: 'error',
    retries: [
      {
        line: 'head 90, text 100 200, finish 201, done 202, close 210',
        start: 500,
        usage: { inputTokens: 1200, cachedTokens: 1000, outputTokens: 40 },
      },
    ],
  },
  { line: 'head 90, text 100 180, error 190, close 200', start: 600 },
]);

describe('the header of the timeline', () => {
  it('sums the run up', () => {
    const { figures, maxInFlight, live } = headerOf(busy, 1000);
    assert.deepEqual(
      figures.map(({ label, value }) => `${label}: ${value}`),
      [
        'Wall: 800 ms',
        'LLM busy: 100 %',
        'Calls: 2',
        'Tokens in / out: 1\u202f200 / 40',
        'Throughput: 198 tok/s',
        'Rate limits: 500 ms',
        'Slowest call: 710 ms',
      ],
    );
    assert.equal(maxInFlight, 2);
    assert.equal(live, false);
  });

  it('tells throughput with its conditions, of each model by itself', () => {
    const answer = { line: 'head 10, text 20, done 21, close 100', usage: { outputTokens: 21 } };
    const run = drawRun([answer, { ...answer, start: 50, model: 'small' }]);
    const { figures } = headerOf(run, 1000);
    const found = figures.find(({ label }) => label === 'Throughput');
    assert.equal(found?.value, '1\u202f000 tok/s');
    assert.match(
      found?.definition ?? '',
      /^21 output tokens of 1 call to gpt-test, streamed, in 21 ms .*\n1\u202f000 tok\/s: 21 .* to small, /,
    );
  });

  it('tells back-off that no rate limit accounts for', () => {
    const overloaded = { line: 'head 50, body 50, close 60', status: 529, outcome: 'error' } as const;
    const answer = { line: 'head 10, text 20, done 21, close 100', start: 300 };
    const { figures } = headerOf(drawRun([{ ...overloaded, retries: [answer] }]), 1000);
    const found = figures.filter(({ label }) => ['Back-off', 'Rate limits'].includes(label));
    assert.deepEqual(
      found.map(({ label, value }) => `${label}: ${value}`),
      ['Back-off: 240 ms'],
    );
  });

  it('explains each figure, and leads to the slowest call', () => {
    const { figures } = headerOf(busy, 1000);
    const find = (label: string) => figures.find((figure) => figure.label === label);
    assert.match(find('Calls')?.definition ?? '', /^1 complete, 1 failed; 3 requests in all/);
    assert.match(
      find('Tokens in / out')?.definition ?? '',
      /1\u202f000 prompt tokens .* 1 call reported none/,
    );
    assert.equal(find('Slowest call')?.callId, 'c1');
    assert.ok(figures.every(({ definition }) => definition.length > 10));
  });

  it('tells the part of the wall time in which other work and no call went on', () => {
    const answer = { line: 'head 10, text 20, done 21, close 100' };
    const work = [
      drawWork('cpu -900 -10', { name: 'start-up', busy: 880, cpu: 800 }),
      drawWork('http 50 300 GET a.test'),
      drawWork('process 250 350 rg'),
      drawWork('cpu 400 600', { busy: 150, cpu: 140 }),
      drawWork('process 1050 1500 git'),
      drawWork('measure 0 5000 whole'),
    ];
    const run = drawRun([answer, { ...answer, start: 1000 }], { work });
    const figure = headerOf(run, 6000).figures.find(({ label }) => label === 'Other work');
    assert.equal(figure?.value, '400 ms');
    assert.match(
      figure?.definition ?? '',
      /: start-up 880 ms, HTTP 250 ms, process 550 ms \(2\), busy 150 ms, mark 5\.00 s\.$/,
    );
  });

  it('leaves out what there is nothing to say of', () => {
    const { figures } = headerOf(drawRun([{ line: 'head 90, text 100, close 110' }]), 500);
    assert.deepEqual(
      figures.map(({ label }) => label),
      ['Wall', 'LLM busy', 'Calls'],
    );
  });

  it('tells of pauses and problems', () => {
    const problem = { severity: 'warning', code: 'garbageLines', message: '3 lines were left out.' } as const;
    const run = drawRun([], { status: 'running', pauses: [{ start: 5 }], problems: [problem] });
    const header = headerOf(run, 70);
    assert.deepEqual(header.pauses, [{ start: 5 }]);
    assert.deepEqual(header.problems, [{ severity: 'warning', message: problem.message, action: undefined }]);
    assert.deepEqual([header.live, header.now, header.figures], [true, 70, []]);
    assert.match(header.emptyText, /Waiting/);
  });
});
