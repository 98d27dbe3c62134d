import assert from 'node:assert/strict';
import fc from 'fast-check';
import { findKnee } from '../../../../src/completion/results/findKnee';

/** A server of so many slots, each taking so long: its asymptotic bounds, which it follows exactly. */
function loadOf(slots: number, service: number, levels: readonly number[]) {
  return levels.map((concurrency) => {
    const latency = Math.max(service, (concurrency * service) / slots);
    return { concurrency, throughput: (1000 * concurrency) / latency, latency };
  });
}

describe('findKnee', () => {
  it('is where the bounds of a server meet, whatever its speed', () => {
    const server = fc.record({
      slots: fc.constantFrom(1, 2, 4, 8),
      service: fc.integer({ min: 1, max: 5000 }),
    });
    fc.assert(
      fc.property(server, ({ slots, service }) => {
        assert.equal(findKnee(loadOf(slots, service, [1, 2, 4, 8, 16]))?.concurrency, slots);
      }),
    );
  });

  it('is where more throughput is bought with more time than it is worth, not where throughput ends', () => {
    const points = [
      { concurrency: 1, throughput: 10, latency: 100 },
      { concurrency: 2, throughput: 19, latency: 105 },
      { concurrency: 4, throughput: 24, latency: 167 },
      { concurrency: 8, throughput: 26, latency: 308 },
    ];
    assert.equal(findKnee(points)?.concurrency, 2);
  });

  it('does not move with levels far beyond it, nor with their order', () => {
    const far = loadOf(4, 100, [64, 1, 16, 4, 2, 8, 32]);
    assert.equal(findKnee(far)?.concurrency, 4);
  });

  it('is not told where the highest level is still the best, or there is only one', () => {
    assert.equal(findKnee(loadOf(16, 100, [1, 2, 4, 8])), undefined);
    assert.equal(findKnee(loadOf(1, 100, [4])), undefined);
    assert.equal(findKnee([]), undefined);
  });

  it('passes over a level at which nothing came', () => {
    const points = [...loadOf(2, 100, [1, 2, 4]), { concurrency: 8, throughput: 0, latency: undefined }];
    assert.equal(findKnee(points)?.concurrency, 2);
  });
});
