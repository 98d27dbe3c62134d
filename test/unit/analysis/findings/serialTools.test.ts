import assert from 'node:assert/strict';
import { serialTools } from '../../../../src/analysis/findings/serialTools';
import type { Work } from '../../../../src/model/work';
import { answered, detect, promptOf } from '../../../support/findingsDsl';
import { drawRun, drawWork } from '../../../support/runDsl';

const toolCalls = ['t1', 't2'].map((id) => ({ id, name: 'search', argumentChars: 10 }));
const asks = promptOf('user u 100');
const brings = {
  prompt: [
    ...asks.prompt,
    { kind: 'assistant', digest: 'a', chars: 50, toolCalls: ['t1', 't2'] },
    { kind: 'toolResult', digest: 'r', chars: 50, toolCalls: ['t1', 't2'] },
  ],
} as const;

function turn(work: readonly Work[], asked = toolCalls) {
  const calls = [
    answered({ request: asks, response: { toolCalls: asked } }),
    answered({ start: 1000, request: brings }),
  ];
  return detect(serialTools, drawRun(calls, { work }));
}

describe('serialTools', () => {
  it('tells tools of one answer that run one after the other', () => {
    const [found] = turn([drawWork('http 310 600 GET a.test/1'), drawWork('http 610 900 GET a.test/2')]);
    assert.equal(found?.detector, 'serialTools');
    assert.deepEqual(found?.changes, [
      { kind: 'fanOut', branches: [['w-http 310 600 GET a.test/1'], ['w-http 610 900 GET a.test/2']] },
    ]);
  });

  it('says nothing of tools side by side', () => {
    assert.deepEqual(
      turn([drawWork('http 310 600 GET a.test/1'), drawWork('http 320 610 GET a.test/2')]),
      [],
    );
  });

  it('says nothing when only one tool was asked for', () => {
    const work = [drawWork('http 310 600 GET a.test/1'), drawWork('http 610 900 GET a.test/2')];
    assert.deepEqual(turn(work, toolCalls.slice(0, 1)), []);
  });

  it('says nothing of what would save less than 50 ms', () => {
    assert.deepEqual(
      turn([drawWork('http 310 359 GET a.test/1'), drawWork('http 610 900 GET a.test/2')]),
      [],
    );
    assert.equal(
      turn([drawWork('http 310 361 GET a.test/1'), drawWork('http 610 900 GET a.test/2')]).length,
      1,
    );
  });
});
