import assert from 'node:assert/strict';
import {
  type ComparisonKind,
  compareSamples,
  confidenceOfEach,
} from '../../../../src/metrics/confidence/compareSamples';
import { createRandom } from '../../../support/simulator/random';

/** Latencies as they are: most near to 300 ms, with a long tail to the right. */
function latencies(n: number, seed: number, factor = 1): number[] {
  const random = createRandom(seed);
  return Array.from(
    { length: n },
    () => factor * (250 + 50 * (random() + random()) - 40 * Math.log(1 - random())),
  );
}

function share(n: number, factor: number, kind: ComparisonKind, confidence = 0.95): number {
  const rounds = 400;
  const seeds = Array.from({ length: rounds }, (_, index) => index + 1);
  const found = seeds.filter(
    (seed) =>
      compareSamples(latencies(n, seed), latencies(n, seed + 100_000, factor), confidence).kind === kind,
  );
  return found.length / rounds;
}

describe('compareSamples', () => {
  it('tells the shift and what it can really be', () => {
    const { kind, shift, interval, medianBefore, medianAfter } = compareSamples(
      [100, 110, 120, 130, 140, 150],
      [200, 210, 220, 230, 240, 250],
      0.95,
    );
    assert.deepEqual([kind, shift, medianBefore, medianAfter], ['slower', 100, 125, 225]);
    // The table of Mann and Whitney has 5 as critical value for 6 and 6: from the 6th smallest to the 6th largest.
    assert.deepEqual(interval, { low: 70, high: 130 });
  });

  it('mirrors itself', () => {
    const [before, after] = [latencies(30, 1), latencies(25, 2, 1.3)];
    const [there, back] = [compareSamples(before, after, 0.95), compareSamples(after, before, 0.95)];
    assert.deepEqual([there.kind, back.kind], ['slower', 'faster']);
    assert.equal(there.shift, -back.shift);
    assert.equal(there.interval?.low, -(back.interval?.high ?? 0));
  });

  it('calls equal ones slower or faster at most as often as it may', () => {
    for (const n of [5, 10, 30]) {
      const wrong = share(n, 1, 'slower') + share(n, 1, 'faster');
      // 5 %, and three deviations of a share of 400.
      assert.ok(wrong <= 0.05 + 0.033, `${n} samples: ${wrong}`);
    }
    assert.ok(share(30, 1, 'same') > 0.9);
  });

  it('sees what is a fifth slower with thirty samples', () => {
    assert.ok(share(30, 1.2, 'slower') > 0.95);
    assert.equal(share(30, 1.2, 'faster'), 0);
  });

  it('says neither with too few samples, nor where they scatter too much', () => {
    assert.equal(compareSamples([100, 101, 102], [500, 501, 502], 0.95).kind, 'unsure');
    assert.equal(compareSamples([100], [100], 0.95).interval, undefined);
    const scattered = compareSamples([100, 200, 400, 800, 1600], [110, 210, 390, 790, 1700], 0.95);
    assert.equal(scattered.kind, 'unsure');
  });

  it('lets a difference be that nobody would act upon, however sure it is', () => {
    const before = Array.from({ length: 50 }, (_, index) => 1000 + index / 10);
    const after = before.map((time) => time + 10);
    const { kind, interval } = compareSamples(before, after, 0.95);
    assert.equal(kind, 'same');
    assert.ok(interval && interval.low > 0);
  });

  it('asks more of each where there are many', () => {
    assert.equal(confidenceOfEach(0.95, 1), 0.95);
    assert.ok(Math.abs(confidenceOfEach(0.95, 10) - 0.995) < 1e-12);
    const [before, after] = [latencies(6, 3), latencies(6, 4, 1.25)];
    assert.equal(compareSamples(before, after, 0.95).kind, 'slower');
    assert.equal(compareSamples(before, after, confidenceOfEach(0.95, 100)).kind, 'unsure');
  });
});
