import { strict as assert } from 'node:assert';
import { buildResultScale, placeOn } from '../../../webview/resultScale';

describe('the axis of ranges', () => {
  it('holds all values and the limit, with round ticks', () => {
    assert.deepEqual(buildResultScale([341, 420], [500]), {
      max: 600,
      ticks: [0, 100, 200, 300, 400, 500, 600],
    });
    assert.deepEqual(buildResultScale([1900], []).ticks, [0, 500, 1000, 1500, 2000, 2500]);
  });

  it('is not squeezed by what lies far beyond the limit, which stands at its edge', () => {
    const scale = buildResultScale([420, 60_000], [500]);
    assert.ok(scale.max <= 2000);
    assert.equal(placeOn(scale, 60_000), 1);
  });

  it('is one without values too', () => {
    assert.ok(buildResultScale([], []).max > 0);
  });
});
