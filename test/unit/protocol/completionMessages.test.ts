import { strict as assert } from 'node:assert';
import { parseResultsToHost } from '../../../src/protocol/completionMessages';

describe('messages of the results', () => {
  it('are taken when they are whole, without what they say besides', () => {
    for (const intent of [
      { type: 'ready' },
      { type: 'openCase', caseId: 'c1' },
      { type: 'openCursor', caseId: 'c1' },
      { type: 'openTimeline' },
      { type: 'openTimeline', caseId: 'c1', targetId: 't1' },
      { type: 'showRun', runId: 'r1' },
      { type: 'openStatistics' },
      { type: 'exportCsv' },
      { type: 'exportPng', data: 'data:image/png;base64,AAAA' },
    ]) {
      assert.deepEqual(parseResultsToHost({ ...intent, other: 1 }), intent);
    }
  });

  for (const message of [
    undefined,
    null,
    'ready',
    {},
    { type: 'toString' },
    { type: 'openCase' },
    { type: 'openCursor', caseId: 1 },
    { type: 'showRun', runId: null },
    { type: 'exportPng', data: 'data:text/html;base64,AAAA' },
    { type: 'exportPng' },
  ]) {
    it(`are not taken when they are none: ${JSON.stringify(message)}`, () => {
      assert.equal(parseResultsToHost(message), undefined);
    });
  }
});
