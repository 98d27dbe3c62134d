import assert from 'node:assert/strict';
import { longThinking } from '../../../../src/analysis/findings/longThinking';
import { answered, detectIn } from '../../../support/findingsDsl';

const thinking = (until: number, end = 1000) => ({
  line: `sent 1, head 90, think 100 ${until - 1}, text ${until} ${end}, finish ${end}, close ${end}`,
});

describe('longThinking', () => {
  it('tells a call most of which is reasoning', () => {
    const [found] = detectIn(longThinking, [thinking(700)]);
    assert.equal(found?.evidence[0]?.value, '600 ms of 1.00 s');
    assert.equal(found?.certainty, 'certain');
    assert.deepEqual(found?.changes, [
      { kind: 'scale', activities: ['c1'], phases: ['thinking'], factor: 0.5 },
    ]);
  });

  it('estimates what was hidden by its tokens', () => {
    const usage = { reasoningTokens: 80, outputTokens: 100 };
    const [found] = detectIn(longThinking, [
      answered({ ttft: 900, isDocument: true, usage, outputTokens: 100 }),
    ]);
    assert.equal(found?.evidence[0]?.value, '800 ms of 1.00 s');
    assert.equal(found?.certainty, 'likely');
  });

  it('says nothing of less than half of a call, half a second, or a fifth of the run', () => {
    assert.equal(detectIn(longThinking, [thinking(600)]).length, 1);
    assert.equal(detectIn(longThinking, [thinking(599)]).length, 0);
    assert.equal(detectIn(longThinking, [thinking(590, 700)]).length, 0);
    const other = answered({ start: 2000, streaming: 4000, site: '/work/a.ts:9:3 write' });
    assert.equal(detectIn(longThinking, [thinking(700), other]).length, 0);
  });
});
