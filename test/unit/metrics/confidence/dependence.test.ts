import assert from 'node:assert/strict';
import { weighDependence } from '../../../../src/metrics/confidence/dependence';
import { createRandom, type Random } from '../../../support/simulator/random';
import { drawNormal } from '../../../support/simulator/scenarios/drawnLatency';

/** Each value inherits a part of the one before. */
function drawFollowing(random: Random, n: number, follows: number): number[] {
  let value = drawNormal(random);
  return Array.from({ length: n }, () => {
    value = follows * value + Math.sqrt(1 - follows ** 2) * drawNormal(random);
    return value;
  });
}

function weighMany(n: number, follows: number): number[] {
  return Array.from({ length: 300 }, (_, seed) =>
    weighDependence(drawFollowing(createRandom(seed), n, follows)),
  );
}

describe('weighDependence', () => {
  it('lets values that know nothing of each other tell all, but for one in a hundred', () => {
    for (const n of [20, 50, 300]) {
      const doubted = weighMany(n, 0).filter((weight) => weight < 1).length;
      assert.ok(doubted <= 9, `${doubted} of 300`);
    }
  });

  it('finds how little those tell that follow each other', () => {
    const weights = weighMany(300, 0.5).toSorted((a, b) => a - b);
    assert.ok((weights[299] ?? 1) < 1);
    const middle = weights[150] ?? 0;
    assert.ok(middle > 0.27 && middle < 0.42, `${middle}`);
    assert.ok((weighMany(300, 0.9).toSorted()[150] ?? 1) < 0.12);
  });

  it('does not take those that take turns for alike, nor equal ones, nor a few', () => {
    assert.equal(weighDependence(Array.from({ length: 100 }, (_, index) => index % 2)), 1);
    assert.equal(weighDependence(Array.from({ length: 100 }, () => 7)), 1);
    assert.equal(weighDependence(Array.from({ length: 19 }, (_, index) => index)), 1);
  });

  it('is not moved by how far off a value lies, and takes failures that come in a row for alike', () => {
    const values = drawFollowing(createRandom(3), 100, 0.5);
    const far = values.map((value) => Math.exp(20 * value));
    assert.equal(weighDependence(far), weighDependence(values));
    const failing = values.map((value, index) => (index > 60 ? Number.POSITIVE_INFINITY : value));
    assert.ok(weighDependence(failing) < 0.5);
  });
});
