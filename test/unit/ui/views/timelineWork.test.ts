import assert from 'node:assert/strict';
import { buildTimelineWork } from '../../../../src/ui/views/timelineWork';
import { drawCall, drawRun, drawWork } from '../../../support/runDsl';

const answer = { line: 'sent 1, head 10, text 20, finish 31, done 32, close 100' };
const run = (...work: ReturnType<typeof drawWork>[]) =>
  drawRun([answer, { ...answer, start: 1000 }], { work });

describe('the rows of other work', () => {
  it('say what it was, where it was begun and how it ended', () => {
    const { attribution } = drawCall({ ...answer, site: '/work/tools.ts:8:3 search', confidence: 'medium' });
    const process = drawWork('process 200.123 300.456 rg', { attribution, outcome: 'error', code: '2' });
    const [row] = buildTimelineWork(run(process), 2000);
    assert.deepEqual(row, {
      id: process.id,
      work: 'process',
      look: 'work',
      name: 'rg',
      frames: [{ name: 'search', place: 'tools.ts:8' }],
      site: 0,
      certainty: row?.certainty,
      doubt: row?.doubt,
      tone: 'error',
      outcome: 'exit code 2',
      start: 200.12,
      end: 300.46,
    });
    assert.ok(row?.certainty, 'a line that is not certain says so');
  });

  it('tell apart what went well, what is odd, what failed and what goes on', () => {
    const rows = buildTimelineWork(
      run(
        drawWork('http 110 120 GET a.test', { code: '200' }),
        drawWork('http 130 140 GET a.test', { code: '404' }),
        drawWork('http 150 160 GET a.test', { code: '503' }),
        drawWork('process 170 180 git', { outcome: 'abort', code: 'SIGTERM' }),
        drawWork('thread 190 200 worker 1', { outcome: 'cut' }),
        drawWork('tool 202 205 search', { outcome: 'cut' }),
        drawWork('timer 210 990'),
        drawWork('process 1200'),
      ),
      2000,
    );
    assert.deepEqual(
      rows.map(({ name, tone, outcome }) => [name, tone, outcome]),
      [
        ['GET a.test', 'good', ''],
        ['GET a.test', 'warning', 'status 404'],
        ['GET a.test', 'error', 'status 503'],
        ['git', 'warning', 'given up (SIGTERM)'],
        ['worker 1', 'good', ''],
        ['search', 'error', 'cut off with its process'],
        ['sleep', 'good', ''],
        ['process', 'live', 'running'],
      ],
    );
    assert.equal(rows.at(-1)?.end, 2000);
  });

  it('call a request to the machine itself by its port', () => {
    const names = [
      'GET 127.0.0.1:41977/tools/docs',
      'POST localhost/items',
      'GET [::1]:80',
      'GET localhost.test/a',
    ];
    const rows = buildTimelineWork(
      run(...names.map((name, index) => drawWork(`http ${200 + index} 300`, { name }))),
      2000,
    );
    assert.deepEqual(
      rows.map(({ name }) => name),
      ['GET :41977/tools/docs', 'POST /items', 'GET :80', 'GET localhost.test/a'],
    );
  });

  it('say of a busy stretch what held the loop up', () => {
    const rows = buildTimelineWork(
      run(
        drawWork('cpu -500 0', { name: 'start-up', busy: 490, cpu: 480 }),
        drawWork('cpu 100 400', { busy: 290, cpu: 280 }),
        drawWork('cpu 500 800', { busy: 290, cpu: 3 }),
      ),
      2000,
    );
    assert.deepEqual(
      rows.map(({ name, busy, cpu }) => [name, busy, cpu]),
      [
        ['start-up', 490, 480],
        ['computing', 290, 280],
        ['blocked', 290, 3],
      ],
    );
  });

  it('are the longest where there are too many', () => {
    const many = Array.from({ length: 500 }, (_, index) =>
      drawWork(`http ${100 + index} ${100 + index + (index % 7) + 1} GET a.test`),
    );
    const rows = buildTimelineWork(run(...many), 2000);
    assert.equal(rows.length, 400);
    assert.ok(rows.every(({ start, end }) => end - start >= 2));
    assert.deepEqual(
      rows.map(({ start }) => start),
      rows.map(({ start }) => start).sort((a, b) => a - b),
    );
  });
});
