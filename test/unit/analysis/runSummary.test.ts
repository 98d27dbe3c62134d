import assert from 'node:assert/strict';
import { buildRunSummary } from '../../../src/analysis/runSummary';
import { drawRun } from '../../support/runDsl';

describe('buildRunSummary', () => {
  it('sums up a run without calls', () => {
    const summary = buildRunSummary(drawRun([]), 5000);
    assert.equal(summary.wall, 0);
    assert.equal(summary.averageParallelism, 0);
    assert.equal(summary.firstVisible, undefined);
    assert.deepEqual(summary.outcomes, {});
  });

  it('sums up an agent run', () => {
    const summary = buildRunSummary(
      drawRun([
        {
          start: 100,
          line: 'head 10, text 40, tool 50, done 100, close 100',
          tools: ['search'],
          usage: { inputTokens: 1000, outputTokens: 20, cachedTokens: 800 },
        },
        { start: 150, line: 'head 10, tool 60, done 150, close 150', tools: ['read'] },
        {
          start: 400,
          line: 'head 20, body 20, close 20',
          outcome: 'error',
          retries: [
            { start: 520, line: 'head 10, text 30 40, done 80, close 80', usage: { outputTokens: 5 } },
          ],
        },
      ]),
      9999,
    );
    assert.deepEqual(summary, {
      wall: 500,
      llmBusy: 200 + 200,
      llmSum: 100 + 150 + 200,
      averageParallelism: 450 / 400,
      maxParallelism: 2,
      calls: 3,
      attempts: 4,
      retries: 1,
      backoff: 100,
      rateLimits: { calls: 0, refusals: 0, time: 0, asked: 0 },
      throughput: [
        {
          model: 'gpt-test',
          streamed: true,
          busy: (1000 * 25) / 180,
          wall: (1000 * 25) / 500,
          tokens: 25,
          calls: 2,
          notCounted: 0,
          callsWithoutReport: 1,
          busyTime: 180,
          maxParallelism: 1,
        },
      ],
      tokens: { input: 1000, cached: 800, output: 25, callsWithoutReport: 1 },
      outcomes: { complete: 3 },
      firstVisible: 40,
      firstAnswer: 450,
    });
  });

  it('lets calls in flight count until now', () => {
    const summary = buildRunSummary(drawRun([{ start: 100, line: 'head 10, text 20' }]), 600);
    assert.equal(summary.wall, 500);
    assert.equal(summary.llmBusy, 500);
    assert.deepEqual(summary.outcomes, { inFlight: 1 });
    assert.equal(summary.firstVisible, 20);
    assert.equal(summary.firstAnswer, undefined);
  });
});
