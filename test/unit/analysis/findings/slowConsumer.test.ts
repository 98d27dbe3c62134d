import assert from 'node:assert/strict';
import { slowConsumer } from '../../../../src/analysis/findings/slowConsumer';
import { answered, detectIn } from '../../../support/findingsDsl';

/** An answer of three reads at 200, 250 and 300 ms. */
const taken = (...moments: number[]) => answered({ taken: moments });

describe('slowConsumer', () => {
  it('tells an answer whose end the program took late', () => {
    const [found] = detectIn(slowConsumer, [taken(260, 400, 500)]);
    assert.equal(found?.evidence[0]?.value, '200 ms');
    assert.deepEqual(found?.changes, [{ kind: 'release', stretches: [{ start: 300, end: 500 }] }]);
  });

  it('tells a program that falls behind bit by bit', () => {
    const arrivals = Array.from({ length: 10 }, (_, index) => 110 + 10 * index);
    const lags = [0, 0, 0, 10, 20, 30, 60, 90, 150, 200];
    const line = `sent 1, head 100, text ${arrivals.join(' ')}, finish 200, done 200, close 200`;
    const lagged = { line, taken: arrivals.map((at, index) => at + (lags[index] ?? 0)) };
    assert.equal(detectIn(slowConsumer, [lagged])[0]?.evidence[0]?.value, '200 ms');
  });

  it('says nothing of what was made up for by the end, nor of a single hiccup', () => {
    assert.deepEqual(detectIn(slowConsumer, [taken(290, 300, 301)]), []);
    assert.deepEqual(detectIn(slowConsumer, [taken(200, 250, 500)]), []);
  });

  it('leaves time in which the event loop was blocked to others', () => {
    const holdups = [{ kind: 'blocked', start: 250, end: 500, cpu: 250 }] as const;
    assert.deepEqual(detectIn(slowConsumer, [answered({ taken: [260, 500, 500], holdups })]), []);
  });

  it('tells a socket that was left because too much waited', () => {
    const holdups = [{ kind: 'backPressure', start: 100, end: 180 }] as const;
    assert.equal(detectIn(slowConsumer, [answered({ holdups })]).length, 1);
  });

  it('says nothing of less than 150 ms', () => {
    assert.equal(detectIn(slowConsumer, [taken(260, 310, 450)]).length, 1);
    assert.equal(detectIn(slowConsumer, [taken(260, 310, 449)]).length, 0);
  });
});
