import assert from 'node:assert/strict';
import { describeThroughput, findThroughput } from '../../../src/analysis/throughput';
import { drawRun } from '../../support/runDsl';

const usage = { outputTokens: 100 };
const line = 'head 10, text 100 480, finish 490, done 500, close 600';

describe('findThroughput', () => {
  it('is the sum of tokens over the time with an answer open, which overlaps and gaps don’t change', () => {
    const run = drawRun([
      { start: 0, line, usage },
      { start: 250, line, usage },
      { start: 1500, line, usage },
    ]);
    const [only, ...others] = findThroughput(run);
    assert.equal(others.length, 0);
    assert.deepEqual([only?.tokens, only?.busyTime, only?.maxParallelism], [300, 750 + 500, 2]);
    assert.deepEqual([only?.busy, only?.wall], [(1000 * 300) / 1250, (1000 * 300) / 2000]);
  });

  it('keeps models, and streams and documents, apart', () => {
    const document = 'head 490, body 500, close 500';
    const run = drawRun([
      { line, usage },
      { start: 600, line, usage: { outputTokens: 300 }, model: 'large' },
      { start: 1200, line: document, usage: { outputTokens: 30 } },
    ]);
    assert.deepEqual(
      findThroughput(run).map(({ model, streamed, busy }) => [model, streamed, busy]),
      [
        ['large', true, 600],
        ['gpt-test', true, 200],
        ['gpt-test', false, 60],
      ],
    );
  });

  it('leaves out failed, cut and paused calls, their time with them, and counts them', () => {
    const run = drawRun(
      [
        { line, usage },
        { start: 600, line: 'head 10, text 100, close 5000', usage },
        { start: 6000, line, usage },
        { start: 7000, line },
      ],
      { pauses: [{ start: 6100, end: 6200 }] },
    );
    const [only] = findThroughput(run);
    assert.deepEqual([only?.calls, only?.notCounted, only?.callsWithoutReport], [1, 2, 1]);
    assert.equal(only?.busy, 200);
  });

  it('does not count refused attempts and waits as the model’s time', () => {
    const refused = { line: 'head 50, body 50, close 60', status: 429, outcome: 'error' } as const;
    const [only] = findThroughput(drawRun([{ ...refused, retries: [{ start: 9000, line, usage }] }]));
    assert.equal(only?.busy, 200);
  });

  it('says nothing without tokens', () => {
    assert.deepEqual(findThroughput(drawRun([{ line }, { start: 600, line: 'head 10, text 20' }])), []);
  });

  it('tells what it was measured under', () => {
    const run = drawRun([{ line, usage }, { line, usage }, { line, usage, outcome: 'error' }, { line }]);
    const [only] = findThroughput(run);
    assert.equal(
      only && describeThroughput(only),
      '200 output tokens of 2 calls to gpt-test, streamed, in 500 ms with at least one of them open, up to 2 at a time. 1 call not counted. 1 call without token counts.',
    );
  });
});
