import assert from 'node:assert/strict';
import {
  fewestToBound,
  fewestToReach,
  samplesMissing,
  samplesToReach,
} from '../../../../src/metrics/confidence/samplesNeeded';
import { testShare } from '../../../../src/metrics/confidence/shareTest';
import { exactChanceOfAtMost } from './exactBinomial';

const of = (share: number) => ({ share, confidence: 0.95 });

describe('samples needed', () => {
  it('to reach a share and to bound a percentile are ln(error) / ln(share)', () => {
    for (const share of [0.5, 0.9, 0.95, 0.99]) {
      assert.equal(fewestToReach(of(share)), Math.ceil(Math.log(0.05) / Math.log(share)));
      assert.equal(fewestToBound(of(share)), Math.ceil(Math.log(0.025) / Math.log(share)));
    }
  });

  it('are told while the share stays as it is', () => {
    assert.equal(samplesMissing(30, 30, of(0.95)), 29);
    assert.equal(samplesMissing(0, 0, of(0.95)), 59);
    const missing = samplesMissing(97, 100, of(0.95)) ?? 0;
    assert.equal(testShare(97, 100, of(0.95)), 'unsure');
    const n = 100 + missing;
    assert.equal(testShare(Math.floor(0.97 * n), n, of(0.95)), 'reached');
    assert.equal(testShare(Math.floor(0.97 * (n / 2)), Math.round(n / 2), of(0.95)), 'unsure');
  });

  it('are told towards a miss as well', () => {
    const missing = samplesMissing(46, 50, of(0.95)) ?? 0;
    const n = 50 + missing;
    assert.equal(testShare(Math.ceil(0.92 * n), n, of(0.95)), 'notReached');
  });

  it('are none where the share is just the one asked for', () => {
    assert.equal(samplesMissing(95, 100, of(0.95)), undefined);
  });

  it('to reach a share with some power give that power', () => {
    const n = samplesToReach(0.99, of(0.95), 0.9) ?? 0;
    let fewestGood = 0;
    while (testShare(fewestGood, n, of(0.95)) !== 'reached') fewestGood += 1;
    const power = 1 - exactChanceOfAtMost(fewestGood - 1, n, { over: 99n, under: 100n });
    assert.ok(power >= 0.9 && power < 0.97, `${power}`);
    assert.equal(samplesToReach(0.95, of(0.95), 0.9), undefined);
    assert.equal(samplesToReach(1, of(0.95), 0.9), 59);
  });
});
