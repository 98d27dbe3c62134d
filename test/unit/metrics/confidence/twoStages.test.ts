import assert from 'node:assert/strict';
import { confidenceOfStage, sizeOfSecondStage } from '../../../../src/metrics/confidence/twoStages';
import { measureTwoStages } from '../../../bench/support/verdicts/twoStages';

describe('two stages', () => {
  it('are together wrong no more often than is asked for, just where every verdict is wrong', () => {
    const { met, missed } = measureTwoStages(0.95);
    assert.ok(met <= 0.05 && met > 0.02, `${met} were met`);
    assert.ok(missed <= 0.05 && missed > 0.01, `${missed} were missed`);
  });

  it('decide most of what one stage leaves open', () => {
    const { met, decidedAtFirst, requests } = measureTwoStages(0.98);
    assert.ok(met > 0.75 && decidedAtFirst < 0.3, `${met} were met, ${decidedAtFirst} at first`);
    assert.ok(requests < 450, `${requests} requests`);
  });

  it('are each wrong half as often', () => {
    assert.ok(Math.abs(confidenceOfStage(0.95) - 0.975) < 1e-12);
  });

  it('have a second one of a sensible size only where the first is open', () => {
    assert.equal(sizeOfSecondStage(72, { kind: 'unsure', samplesMissing: 38 }), 220);
    assert.equal(sizeOfSecondStage(72, { kind: 'met' }), undefined);
    assert.equal(sizeOfSecondStage(72, { kind: 'unsure' }), undefined);
    assert.equal(sizeOfSecondStage(72, { kind: 'unsure', samplesMissing: 1000 }), undefined);
  });
});
