import assert from 'node:assert/strict';
import { sleepInLoop } from '../../../../src/analysis/findings/sleepInLoop';
import type { Work } from '../../../../src/model/work';
import { answered, detect, promptOf } from '../../../support/findingsDsl';
import { type CallDrawing, drawRun, drawWork } from '../../../support/runDsl';

const round = (index: number, more = {}) => answered({ start: 1000 * index, ...more });
const rests = (count: number) =>
  Array.from({ length: count }, (_, index) => drawWork(`timer ${310 + 1000 * index} ${990 + 1000 * index}`));
const find = (calls: readonly CallDrawing[], work: readonly Work[]) =>
  detect(sleepInLoop, drawRun(calls, { work }));

describe('sleepInLoop', () => {
  it('tells pauses between the rounds of a loop', () => {
    const [found] = find([round(0), round(1), round(2)], rests(2));
    assert.equal(found?.evidence[1]?.value, '1.36 s');
    assert.equal(found?.changes[0]?.kind, 'scale');
    assert.deepEqual(found?.activities, ['w-timer 310 990', 'w-timer 1310 1990']);
  });

  it('says nothing of one pause, unless it lies between the turns of a conversation', () => {
    const other = { site: '/work/a.ts:9:3 other' };
    assert.deepEqual(find([round(0), round(1, other)], rests(1)), []);
    const answer = promptOf('user u 100', 'assistant a 100', 'user v 100');
    const turns = [round(0, { request: promptOf('user u 100') }), round(1, { request: answer })];
    assert.equal(find(turns, rests(1)).length, 1);
  });

  it('says nothing of back-off after a failure, nor where a limit is near', () => {
    const failed = { outcome: 'error', status: 500 } as const;
    assert.deepEqual(find([round(0, failed), round(1, failed), round(2)], rests(2)), []);
    const near = { rateLimits: [{ of: 'requests', limit: 100, remaining: 2 }] };
    assert.deepEqual(find([round(0, near), round(1, near), round(2)], rests(2)), []);
  });

  it('says nothing of a pause while an answer is being taken', () => {
    const slow = (start: number) => ({
      taken: [start + 260, start + 500, start + 990].map((at) => at - start),
    });
    assert.deepEqual(find([round(0, slow(0)), round(1, slow(1000)), round(2)], rests(2)), []);
  });

  it('counts half of the last pause where a program polls', () => {
    const polls = [310, 710, 1110].map((at) => drawWork(`http ${at} ${at + 20} GET jobs.test/1`));
    const pauses = [330, 730].map((at) => drawWork(`timer ${at} ${at + 380}`));
    const [found] = find([round(0), answered({ start: 1200 })], [...polls, ...pauses]);
    assert.deepEqual(found?.changes, [{ kind: 'scale', activities: ['w-timer 730 1110'], factor: 0.5 }]);
  });

  it('says nothing of pauses under 50 ms', () => {
    const quick = (start: number) => answered({ start, ttft: 50, streaming: 50 });
    const calls = [quick(0), quick(150), quick(300)];
    assert.equal(find(calls, [drawWork('timer 100 150'), drawWork('timer 250 300')]).length, 1);
    assert.equal(find(calls, [drawWork('timer 101 150'), drawWork('timer 251 300')]).length, 0);
  });
});
