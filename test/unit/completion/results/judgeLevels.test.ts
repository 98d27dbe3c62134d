import assert from 'node:assert/strict';
import type { VerdictKind } from '../../../../src/completion/results/completionSummary';
import {
  describeLevelsBriefly,
  explainLevels,
  judgeLevels,
} from '../../../../src/completion/results/judgeLevels';

/** One verdict a level: 1, 2, 4, 8, ... */
const levels = (...kinds: readonly VerdictKind[]) =>
  kinds.map((kind, index) => ({ concurrency: 2 ** index, verdict: { kind } }));
const budget = { total: 500, percentile: 0.95, confidence: 0.95 };

describe('the levels of a sweep', () => {
  it('keep a budget up to the last one that does without a gap', () => {
    assert.deepEqual(judgeLevels(levels('met', 'met', 'unsure', 'missed')), { upTo: 2, missedFrom: 8 });
    assert.deepEqual(judgeLevels(levels('met', 'met')), { upTo: 2 });
    assert.deepEqual(judgeLevels(levels('missed', 'missed')), { missedFrom: 1 });
    assert.deepEqual(judgeLevels(levels('met', 'missed', 'met', 'missed')), { upTo: 1, missedFrom: 8 });
  });

  it('say nothing of levels behind one that is not certain', () => {
    assert.deepEqual(judgeLevels(levels('unsure', 'met', 'missed', 'unsure')), {});
  });

  it('are taken in their order, whichever was run first', () => {
    assert.deepEqual(judgeLevels(levels('met', 'missed', 'missed').toReversed()), { upTo: 1, missedFrom: 2 });
  });

  it('are told in words', () => {
    assert.equal(
      explainLevels(levels('met', 'met', 'unsure', 'missed', 'missed'), budget),
      'The budget is kept up to concurrency 2 and missed from concurrency 8 on, 95 % certain. At 4 there are not enough samples to tell.',
    );
    assert.equal(
      explainLevels(levels('met', 'met', 'met'), budget),
      'The budget is kept at every level that was run, up to concurrency 4, 95 % certain.',
    );
    assert.equal(
      explainLevels(levels('missed', 'missed'), budget),
      'The budget is missed at every level, from concurrency 1 on, 95 % certain.',
    );
    assert.equal(
      explainLevels(levels('unsure', 'unsure'), budget),
      'At 1, 2 there are not enough samples to tell.',
    );
    assert.deepEqual([{ upTo: 4, missedFrom: 8 }, { missedFrom: 2 }, {}].map(describeLevelsBriefly), [
      'kept up to 4 at once',
      'missed from 2 at once on',
      '',
    ]);
  });
});
