import assert from 'node:assert/strict';
import { longOutput } from '../../../../src/analysis/findings/longOutput';
import { answered, detectIn, promptOf } from '../../../support/findingsDsl';

const long = (more = {}) =>
  answered({
    streaming: 2000,
    outputTokens: 400,
    textChars: 1600,
    request: promptOf('user u1 100'),
    ...more,
  });
const next = (chars: number, more = {}) =>
  answered({
    start: 2300,
    site: '/work/a.ts:9:3 reply',
    quotes: ['c1.1'],
    request: promptOf(`user u2 ${chars}`),
    ...more,
  });

describe('longOutput', () => {
  it('tells an answer of which the next prompt has room for a part only', () => {
    const [found] = detectIn(longOutput, [long(), next(160)]);
    assert.deepEqual(found?.activities, ['c1']);
    assert.deepEqual(found?.changes, [
      { kind: 'scale', activities: ['c1'], phases: ['streaming'], factor: 0.1 },
    ]);
  });

  it('says nothing when half of it or more may go on', () => {
    assert.equal(detectIn(longOutput, [long(), next(800)]).length, 1);
    assert.equal(detectIn(longOutput, [long(), next(801)]).length, 0);
  });

  it('counts as room neither tools nor what its own prompt holds as well', () => {
    const request = promptOf('tools t 5000', 'user u1 100', 'user u1 100', 'user u2 160');
    const [found] = detectIn(longOutput, [long(), next(160, { request })]);
    assert.deepEqual(found?.changes, [
      { kind: 'scale', activities: ['c1'], phases: ['streaming'], factor: 0.1 },
    ]);
  });

  it('says nothing of a final answer, nor of one that nothing is known to need', () => {
    assert.deepEqual(detectIn(longOutput, [long()]), []);
    assert.deepEqual(detectIn(longOutput, [long(), next(160, { quotes: [] })]), []);
  });

  it('says nothing of fewer than 200 tokens, nor of a small part of the run', () => {
    assert.deepEqual(detectIn(longOutput, [long({ outputTokens: 199 }), next(160)]), []);
    assert.deepEqual(detectIn(longOutput, [long(), next(160, { streaming: 9000 })]), []);
  });

  it('tells much text before calls of tools', () => {
    const toolCalls = [{ id: 't', name: 'search', argumentChars: 20 }];
    const [found] = detectIn(longOutput, [long({ response: { textChars: 1600, toolCalls } }), next(160)]);
    assert.match(found?.explanation ?? '', /before calls of tools/);
  });
});
