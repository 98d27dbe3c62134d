import { strict as assert } from 'node:assert';
import { parseTimelineToHost } from '../../../src/protocol/timelineMessages';

describe('messages of the timeline', () => {
  it('are taken when they are whole', () => {
    assert.deepEqual(parseTimelineToHost({ type: 'ready' }), { type: 'ready' });
    const open = { type: 'openSource', rowId: 'c1', frame: 0 };
    assert.deepEqual(parseTimelineToHost(open), open);
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
  ]) {
    it(`are refused when they are not: ${JSON.stringify(message)}`, () =>
      assert.equal(parseTimelineToHost(message), undefined));
  }
});
