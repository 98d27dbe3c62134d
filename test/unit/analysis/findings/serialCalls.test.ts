import assert from 'node:assert/strict';
import { serialCalls } from '../../../../src/analysis/findings/serialCalls';
import { answered, detectIn, promptOf } from '../../../support/findingsDsl';

const item = (start: number, more = {}) =>
  answered({ start, site: '/work/a.ts:5:3 rate', textChars: 200, ...more });
const loop = [0, 310, 620].map((start, index) => item(start, { request: promptOf(`user u${index} 100`) }));

describe('serialCalls', () => {
  it('tells calls of one line that need nothing of each other', () => {
    const [found, ...others] = detectIn(serialCalls, loop);
    assert.deepEqual(others, []);
    assert.deepEqual(found?.activities, ['c1', 'c2', 'c3']);
    assert.equal(found?.certainty, 'likely');
    assert.deepEqual(found?.changes, [{ kind: 'fanOut', branches: [['c1'], ['c2'], ['c3']] }]);
    assert.equal(found?.places[0]?.line, 5);
  });

  it('is less sure of two rounds', () => {
    assert.equal(detectIn(serialCalls, loop.slice(0, 2))[0]?.certainty, 'possible');
  });

  it('says nothing when each prompt holds words of the answer before', () => {
    const chain = [item(0), item(310, { quotes: ['c1.1'] }), item(620, { quotes: ['c2.1'] })];
    assert.deepEqual(detectIn(serialCalls, chain), []);
  });

  it('says nothing of calls side by side, nor of a few at a time', () => {
    assert.deepEqual(detectIn(serialCalls, [item(0), item(1), item(2)]), []);
    assert.deepEqual(detectIn(serialCalls, [item(0), item(1), item(310), item(311)]), []);
  });

  it('says nothing of the same request again', () => {
    const again = loop.map((drawing) => ({ ...drawing, request: { bodyHash: 'h' } }));
    assert.deepEqual(detectIn(serialCalls, again), []);
  });

  it('takes what needs a branch as a part of it, and what needs several as their end', () => {
    const other = '/work/a.ts:9:3 judge';
    const [found] = detectIn(serialCalls, [
      item(0),
      item(310, { site: other, quotes: ['c1.1'] }),
      item(620),
      item(930, { site: other, quotes: ['c3.1'] }),
      item(1240, { site: '/work/a.ts:20:1 report', quotes: ['c2.1', 'c4.1'] }),
    ]);
    assert.deepEqual(found?.changes, [
      {
        kind: 'fanOut',
        branches: [
          ['c1', 'c2'],
          ['c3', 'c4'],
        ],
      },
    ]);
  });

  it('tells two lines only when the first answer was long enough to be found again', () => {
    const second = answered({ start: 310, site: '/work/a.ts:9:3 translate' });
    assert.equal(detectIn(serialCalls, [item(0, { textChars: 32 }), second])[0]?.certainty, 'possible');
    assert.deepEqual(detectIn(serialCalls, [item(0, { textChars: 31 }), second]), []);
  });

  describe('of a loop over several lines', () => {
    const step = (start: number, line: number, name: string, more = {}) =>
      answered({
        start,
        site: `/work/a.ts:${line}:3 handle`,
        request: promptOf(`user ${name} 100`),
        textChars: 9,
        ...more,
      });
    /** Questions that are checked, and answered when a yes came; what is said of all follows. */
    const questions = (rounds: number, more: (round: number) => object = () => ({})) => [
      ...Array.from({ length: rounds }, (_, round) => [
        step(round * 620, 5, `check${round}`, more(round)),
        step(round * 620 + 310, 9, `answer${round}`),
      ]).flat(),
      step(rounds * 620, 20, 'report'),
    ];

    it('tells rounds that need nothing of each other', () => {
      const [found, ...others] = detectIn(serialCalls, questions(3));
      assert.deepEqual(others, []);
      assert.deepEqual(found?.changes, [
        {
          kind: 'fanOut',
          branches: [
            ['c1', 'c2'],
            ['c3', 'c4'],
            ['c5', 'c6'],
          ],
        },
      ]);
      assert.equal(found?.certainty, 'possible');
      assert.match(found?.title ?? '', /^3 chains one after the other/);
    });

    it('says nothing of two of them, nor of a round that needs one before it', () => {
      assert.deepEqual(detectIn(serialCalls, questions(2)), []);
      const needs = (round: number) => (round === 2 ? { quotes: ['c2.1'] } : {});
      assert.deepEqual(detectIn(serialCalls, questions(3, needs)), []);
    });

    it('says nothing of rounds whose prompts carry more and more on', () => {
      const grow = (round: number) => ({ request: promptOf(`user n${round} ${100 + round}`) });
      assert.deepEqual(detectIn(serialCalls, questions(3, grow)), []);
    });

    it('says nothing of rounds that go over other lines each, or in which something failed', () => {
      const other = questions(3).with(3, step(930, 12, 'other'));
      assert.deepEqual(detectIn(serialCalls, other), []);
      const failed = questions(3).with(3, step(930, 9, 'failed', { status: 500, outcome: 'error' }));
      assert.deepEqual(detectIn(serialCalls, failed), []);
    });
  });

  it('says nothing of what is tried after a failure', () => {
    const failed = item(0, { outcome: 'error', status: 404 });
    assert.deepEqual(detectIn(serialCalls, [failed, item(310)]), []);
  });

  it('says nothing of what would save less than 50 ms', () => {
    const short = (start: number) => item(start, { ttft: 30, streaming: 15 });
    assert.equal(detectIn(serialCalls, [short(0), short(50)]).length, 0);
    assert.equal(detectIn(serialCalls, [short(0), short(50), short(100)]).length, 1);
  });
});
