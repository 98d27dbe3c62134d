import assert from 'node:assert/strict';
import { describeConsumption, findStretches, isHeldUp } from '../../../src/analysis/consumption';
import { type CallDrawing, drawCall } from '../../support/runDsl';

const line = 'sent 1, head 90, text 100 200 300, done 400, close 410';
const prompt: CallDrawing = { line, taken: [101, 201, 301, 401], holdups: [] };
const late: CallDrawing = { line, taken: [160, 270, 390, 460], holdups: [] };
const blocked: CallDrawing = {
  ...prompt,
  holdups: [{ kind: 'blocked', start: 20, end: 100, cpu: 78 }],
};

const describeOf = (...drawings: CallDrawing[]) =>
  describeConsumption(
    drawings.map((drawing, index) => drawCall(drawing, `c${index}`)),
    [],
  );

describe('how a program takes its answers', () => {
  it('is not worth a word when it keeps up', () => {
    assert.deepEqual(describeOf(prompt), []);
    assert.deepEqual(describeOf({ line }), []);
    assert.deepEqual(findStretches(drawCall(prompt), []), []);
    assert.equal(isHeldUp(drawCall(prompt)), false);
  });

  it('is told when it is late', () => {
    assert.deepEqual(describeOf(late), [
      'The program took chunks 65 ms after they came (p50; the longest wait was 90 ms).',
    ]);
    assert.match(describeOf(late, prompt, prompt)[0] ?? '', /after they came in 1 of 3 calls/);
    assert.deepEqual(
      findStretches(drawCall(late), []).map(({ kind, start, end }) => [kind, start, end]),
      [
        ['unread', 100, 160],
        ['unread', 200, 270],
        ['unread', 300, 390],
        ['unread', 400, 460],
      ],
    );
  });

  it('is told when it did not read, and why', () => {
    assert.deepEqual(describeOf(blocked), [
      'The program computed for 80 ms while an answer was coming, and read nothing.',
      'TTFT is no more than an upper bound: the program was not reading.',
    ]);
    const paused = describeConsumption([drawCall(blocked)], [{ start: 15, end: 95 }]);
    assert.match(paused[0] ?? '', /^The debugger held the program for 80 ms/);
    const waiting = { ...blocked, holdups: [{ kind: 'blocked', start: 20, end: 100, cpu: 1 } as const] };
    assert.match(describeOf(waiting)[0] ?? '', /^The program stood still for 80 ms/);
    assert.deepEqual(findStretches(drawCall(blocked), []), [{ kind: 'computing', start: 20, end: 100 }]);
  });

  it('is told when the socket was left', () => {
    const left = { ...prompt, holdups: [{ kind: 'backPressure', start: 150, end: 450 } as const] };
    assert.deepEqual(describeOf(left), [
      'So much waited for the program that its socket was left unread for 300 ms.',
    ]);
    assert.ok(isHeldUp(drawCall(left)));
  });
});
