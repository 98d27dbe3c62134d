import assert from 'node:assert/strict';
import { notStreamed } from '../../../../src/analysis/findings/notStreamed';
import { answered, detectIn, promptOf } from '../../../support/findingsDsl';

const whole = (more = {}) =>
  answered({ isDocument: true, ttft: 200, streaming: 2000, outputTokens: 300, ...more });

describe('notStreamed', () => {
  it('tells a long final answer in one piece', () => {
    const [found] = detectIn(notStreamed, [whole()]);
    assert.equal(found?.certainty, 'possible');
    assert.deepEqual(found?.changes, [{ kind: 'stream', calls: ['c1'] }]);
  });

  it('is surer where the program streams other calls', () => {
    const others = answered({ site: '/work/a.ts:9:3 plan' });
    assert.equal(detectIn(notStreamed, [others, whole({ start: 400 })])[0]?.certainty, 'likely');
  });

  it('tells the last answer of a conversation whose turns are of one line', () => {
    const first = answered({ request: promptOf('user a 100') });
    const turns = promptOf('user a 100', 'assistant b 50', 'user c 60');
    assert.equal(detectIn(notStreamed, [first, whole({ start: 400, request: turns })]).length, 1);
  });

  it('says nothing of streams, of short answers, and of what is no answer', () => {
    assert.deepEqual(detectIn(notStreamed, [whole({ isDocument: false })]), []);
    assert.deepEqual(detectIn(notStreamed, [whole({ outputTokens: 99 })]), []);
    assert.deepEqual(detectIn(notStreamed, [whole({ streaming: 799 })]), []);
    assert.equal(detectIn(notStreamed, [whole({ streaming: 800, outputTokens: 100 })]).length, 1);
    const tools = [{ id: 't', name: 'search', argumentChars: 5 }];
    assert.deepEqual(detectIn(notStreamed, [whole({ response: { toolCalls: tools } })]), []);
  });

  it('says nothing of one before the last, nor of the last of many alike', () => {
    const end = answered({ start: 2300, site: '/work/a.ts:9:3 judge' });
    assert.deepEqual(detectIn(notStreamed, [whole(), end]), []);
    assert.deepEqual(detectIn(notStreamed, [whole(), whole({ start: 2300 })]), []);
  });
});
