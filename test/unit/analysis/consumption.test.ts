import assert from 'node:assert/strict';
import { describeConsumption, findStretches, isHeldUp } from '../../../src/analysis/consumption';
import type { Pause } from '../../../src/model/run';
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
    assert.deepEqual(describeOf(late), ['The program took chunks up to 90 ms after they came.']);
    assert.deepEqual(describeOf(late, prompt, prompt), [
      'The program took chunks up to 90 ms after they came in 1 of 3 calls.',
    ]);
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

  it('is told in one sentence when it did not read, with why and what that makes of TTFT', () => {
    assert.deepEqual(describeOf(blocked), [
      'The program read nothing for 80 ms: it was computing; TTFT may be up to 80 ms too high.',
    ]);
    assert.deepEqual(describeOf(blocked, blocked, prompt), [
      'The program read nothing for 80 ms in 2 of 3 calls: it was computing; TTFT may be up to 80 ms too high.',
    ]);
    assert.deepEqual(findStretches(drawCall(blocked), []), [{ kind: 'computing', start: 20, end: 100 }]);
  });

  it('names the cause of most of it', () => {
    const causeOf = (pauses: readonly Pause[], ...cpu: readonly number[]) => {
      const holdups = cpu.map((cpu, index) => ({
        kind: 'blocked' as const,
        start: 110 + 100 * index,
        end: 190 + 100 * index,
        cpu,
      }));
      const [sentence] = describeConsumption([drawCall({ ...prompt, holdups })], pauses);
      return sentence?.match(/: (.*)\.$/)?.[1];
    };
    assert.equal(causeOf([], 78), 'it was computing');
    assert.equal(causeOf([], 1), 'it was blocked');
    assert.equal(causeOf([], 30), 'its event loop was busy');
    assert.equal(causeOf([{ start: 115, end: 185 }], 1), 'the debugger held it');
    assert.equal(causeOf([], 78, 70, 1), 'it was computing');
    assert.equal(causeOf([], 78, 30, 1), 'its event loop was busy');
  });

  it('is told from a tenth of the answer on, and nothing that is not felt', () => {
    const heldFor = (length: number, close: number) =>
      describeOf({
        line: `sent 1, head 90, text 100 300, done ${close - 10}, close ${close}`,
        taken: [101, 301, close],
        holdups: [{ kind: 'blocked', start: 110, end: 110 + length, cpu: length }],
      });
    assert.deepEqual(heldFor(49, 400), []);
    assert.deepEqual(heldFor(50, 400), ['The program read nothing for 50 ms: it was computing.']);
    assert.deepEqual(heldFor(99, 1000), []);
    assert.deepEqual(heldFor(100, 1000), ['The program read nothing for 100 ms: it was computing.']);
  });

  it('is told when it makes a tenth of TTFT, however little that is of the answer', () => {
    const first = (since: number): CallDrawing => ({
      line: 'sent 1, head 90, text 600 9000, done 9100, close 9100',
      holdups: [{ kind: 'blocked', start: since, end: 600, cpu: 60 }],
    });
    assert.deepEqual(describeOf(first(530)), [
      'TTFT may be up to 70 ms too high: the program was not reading.',
    ]);
    assert.deepEqual(describeOf(first(530), { line }), [
      'TTFT may be up to 70 ms too high in 1 of 2 calls: the program was not reading.',
    ]);
    assert.deepEqual(describeOf(first(545)), []);
    assert.deepEqual(findStretches(drawCall(first(530)), []), []);
  });

  it('is told when the socket was left', () => {
    const left = { ...prompt, holdups: [{ kind: 'backPressure', start: 150, end: 450 } as const] };
    assert.deepEqual(describeOf(left), [
      'The program was so far behind that its socket was left unread for 300 ms.',
    ]);
    assert.ok(isHeldUp(drawCall(left)));
  });
});
