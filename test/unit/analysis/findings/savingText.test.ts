import { strict as assert } from 'node:assert';
import { describeSaving, formatSaving } from '../../../../src/analysis/findings/savingText';

describe('formatSaving', () => {
  it('gives the time with a minus, and nothing where there is none', () => {
    assert.equal(formatSaving({ saving: 1234, savingLow: 0, savingHigh: 2000 }), '−1.23 s');
    assert.equal(formatSaving({ saving: 0, savingLow: 0, savingHigh: 0 }), undefined);
  });
});

describe('describeSaving', () => {
  it('says between what it may lie', () => {
    const saving = { saving: 1500, savingLow: 1000, savingHigh: 2000 };
    assert.equal(describeSaving(saving), 'saves about 1.50 s (1.00 s to 2.00 s)');
    assert.equal(describeSaving({ ...saving, savingLow: 1500, savingHigh: 1500 }), 'saves about 1.50 s');
  });

  it('promises nothing where nothing is saved', () => {
    assert.equal(describeSaving({ saving: 0, savingLow: 0, savingHigh: 0 }), 'saves no time of this goal');
  });
});
