import assert from 'node:assert/strict';
import { judgeLimit } from '../../../../src/metrics/confidence/judgeLimit';

const p90 = { percentile: 0.9, confidence: 0.95 };
const times = (count: number, value: number | undefined) => Array.from({ length: count }, () => value);

describe('judgeLimit', () => {
  it('takes a value that equals the limit for kept', () => {
    const judged = judgeLimit(times(29, 200), 200, p90);
    assert.deepEqual(judged, {
      kind: 'met',
      within: 29,
      estimate: { p: 0.9, value: 200, low: 200, high: undefined },
    });
  });

  it('lets what has no value keep nothing', () => {
    const judged = judgeLimit([...times(22, 100), ...times(8, undefined)], 200, p90);
    assert.equal(judged.kind, 'missed');
    assert.equal(judged.within, 22);
  });

  it('says how many are missing while it is unsure', () => {
    assert.deepEqual(judgeLimit(times(5, 100), 200, p90), { kind: 'unsure', within: 5, samplesMissing: 24 });
  });
});
