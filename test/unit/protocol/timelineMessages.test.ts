import { strict as assert } from 'node:assert';
import { parseTimelineToHost } from '../../../src/protocol/timelineMessages';

describe('messages of the timeline', () => {
  it('are taken when they are whole', () => {
    assert.deepEqual(parseTimelineToHost({ type: 'ready' }), { type: 'ready' });
    for (const intent of [
      { type: 'openSource', rowId: 'c1', frame: 0 },
      { type: 'openFinding', findingId: 'f1', place: 1 },
      { type: 'whatIf', findingIds: [] },
      { type: 'whatIf', findingIds: ['f1', 'f2'] },
      { type: 'goal', goal: 'perceived' },
    ]) {
      assert.deepEqual(parseTimelineToHost(intent), intent);
    }
  });

  it('are taken without what they say besides', () => {
    assert.deepEqual(parseTimelineToHost({ type: 'ready', other: 1 }), { type: 'ready' });
  });

  for (const message of [
    undefined,
    null,
    'ready',
    {},
    { type: 'other' },
    { type: 'openSource' },
    { type: 'openSource', rowId: 1, frame: 0 },
    { type: 'openSource', rowId: 'c1' },
    { type: 'openSource', rowId: 'c1', frame: -1 },
    { type: 'openSource', rowId: 'c1', frame: 0.5 },
    { type: 'openFinding', findingId: 'f1' },
    { type: 'openFinding', findingId: 1, place: 0 },
    { type: 'whatIf' },
    { type: 'whatIf', findingIds: 'f1' },
    { type: 'whatIf', findingIds: [1] },
    { type: 'goal', goal: 'other' },
    { type: 'toString' },
  ]) {
    it(`are refused when they are not: ${JSON.stringify(message)}`, () =>
      assert.equal(parseTimelineToHost(message), undefined));
  }
});
