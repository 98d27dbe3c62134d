import { strict as assert } from 'node:assert';
import { buildAxisTicks } from '../../../webview/timeAxis';

/** The labels of an axis of 900 pixels, on which ten labels have room. */
const labels = (start: number, end: number) => buildAxisTicks({ start, end }, 900).map(({ label }) => label);

describe('time axis', () => {
  for (const [start, end, expected] of [
    [0, 3, '0, 0.5 ms, 1.0 ms, 1.5 ms, 2.0 ms, 2.5 ms, 3.0 ms'],
    [0, 480, '0, 50 ms, 100 ms, 150 ms, 200 ms, 250 ms, 300 ms, 350 ms, 400 ms, 450 ms'],
    [900, 1500, '900 ms, 1.0 s, 1.1 s, 1.2 s, 1.3 s, 1.4 s, 1.5 s'],
    [
      10_000,
      10_020,
      '10.000 s, 10.002 s, 10.004 s, 10.006 s, 10.008 s, 10.010 s, 10.012 s, 10.014 s, 10.016 s, 10.018 s, 10.020 s',
    ],
    [0, 9000, '0, 1 s, 2 s, 3 s, 4 s, 5 s, 6 s, 7 s, 8 s, 9 s'],
    [30_000, 120_000, '30 s, 40 s, 50 s, 1 min, 1:10 min, 1:20 min, 1:30 min, 1:40 min, 1:50 min, 2 min'],
    [0, 45 * 60_000, '0, 5 min, 10 min, 15 min, 20 min, 25 min, 30 min, 35 min, 40 min, 45 min'],
  ] as const) {
    it(`labels ${start} to ${end} ms`, () => assert.equal(labels(start, end).join(', '), expected));
  }

  it('labels neighbours differently at every scale', () => {
    for (let span = 0.5; span < 1e8; span *= 1.7) {
      const found = labels(span * 3, span * 4);
      assert.equal(new Set(found).size, found.length, found.join(' '));
    }
  });

  it('leaves at least 90 pixels between labels', () => {
    for (let span = 0.5; span < 1e8; span *= 1.7) {
      assert.ok(labels(span * 3, span * 4).length <= 11, `${span}: ${labels(span * 3, span * 4)}`);
    }
  });
});
