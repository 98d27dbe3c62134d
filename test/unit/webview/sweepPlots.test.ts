import { strict as assert } from 'node:assert';
import { buildSweepPlots, findSweepTicks } from '../../../webview/sweepPlots';
import { drawSweptResults } from '../../support/webview/sweptSuite';

const results = drawSweptResults();
const plotOf = (key: string, axis: 'concurrency' | 'throughput' = 'concurrency') => {
  const plot = buildSweepPlots(results, axis).find((one) => one.key === key);
  assert.ok(plot, key);
  return plot;
};

describe('the charts of a sweep', () => {
  it('have a step for each level, those left out too', () => {
    assert.deepEqual(findSweepTicks(results), { concurrencies: [1, 2, 4, 8], leftOut: [3] });
  });

  it('draw per model the budget’s percentile with its interval, and the median', () => {
    const { series, limit } = plotOf('ttft');
    assert.equal(limit, 400);
    assert.deepEqual(
      series.map(({ label, target, isSecond }) => [label, target, isSecond]),
      [
        ['fast p95', 0, false],
        ['slow p95', 1, false],
        ['fast p50', 0, true],
        ['slow p50', 1, true],
      ],
    );
    const [point] = series[0]?.points ?? [];
    assert.ok(point?.low !== undefined && point.low <= point.y);
    assert.deepEqual(
      series[0]?.points.map(({ x, concurrency, isKnee }) => [x, concurrency, isKnee]),
      [
        [0, 1, false],
        [1, 2, true],
        [2, 4, false],
      ],
    );
  });

  it('stand over requests per second when asked to', () => {
    const xs = plotOf('ttft', 'throughput').series[0]?.points.map(({ x }) => x);
    const rates = results.levels
      .filter(({ targetId }) => targetId === 'fast')
      .map(({ requestsPerSecond }) => requestsPerSecond);
    assert.deepEqual(xs, rates);
  });

  it('hold goodput against all requests', () => {
    const [good, , all] = plotOf('goodput').series;
    assert.deepEqual([good?.label, all?.label], ['fast in budget', 'fast all']);
    assert.ok(good?.points.every(({ y }, index) => y <= (all?.points[index]?.y ?? 0)));
  });

  it('leave out keystrokes where nobody types and nothing limits them', () => {
    const keys = (some = results) => buildSweepPlots(some, 'concurrency').map(({ key }) => key);
    assert.ok(!keys().includes('keystroke'));
    assert.ok(keys({ ...results, types: true }).includes('keystroke'));
  });
});
