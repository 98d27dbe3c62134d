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
        'Back-off: 448 ms',
        'Slowest call: 710 ms',
      ],
    );
    assert.equal(maxInFlight, 2);
    assert.equal(live, false);
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

  it('tells the time outside of calls in which other work went on', () => {
    const work = [
      drawWork('http 150 600 GET a.test'),
      drawWork('process 850 950 rg'),
      drawWork('process 900 980 git'),
      drawWork('measure 0 5000 whole'),
    ];
    const figure = headerOf({ ...busy, work }, 1000).figures.find(({ label }) => label === 'Other work');
    assert.equal(figure?.value, '130 ms');
    assert.match(figure?.definition ?? '', /HTTP 450 ms, process 130 ms \(2\), mark 5\.00 s\.$/);
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
