import assert from 'node:assert/strict';
import { bufferingProxy } from '../../../../src/analysis/findings/bufferingProxy';
import { detectIn } from '../../../support/findingsDsl';

/** A stream of bursts of events at these moments. */
const bursts = (moments: readonly number[], events: number) => {
  const end = moments.at(-1) ?? 0;
  const texts = moments.flatMap((at) => Array.from({ length: events }, () => at));
  return { line: `sent 1, head 90, text ${texts.join(' ')}, finish ${end}, close ${end}` };
};
const even = [500, 1000, 1500, 2000];

describe('bufferingProxy', () => {
  it('tells a stream that comes in bursts with a rhythm', () => {
    const [found] = detectIn(bufferingProxy, [bursts(even, 40)]);
    assert.equal(found?.evidence.find(({ label }) => label === 'Between bursts')?.value, '500 ms');
    assert.equal(found?.certainty, 'likely');
  });

  it('tells one that comes all at once, after as long as it may have been made', () => {
    assert.equal(detectIn(bufferingProxy, [bursts([1000], 100)])[0]?.certainty, 'possible');
    assert.deepEqual(detectIn(bufferingProxy, [bursts([100], 100)]), []);
  });

  it('takes several reads for one as long as no model makes events so fast', () => {
    const within = (ms: number) => {
      const texts = Array.from({ length: 100 }, (_, index) => 1000 + (index * ms) / 99);
      return detectIn(bufferingProxy, [
        { line: `sent 1, head 999, text ${texts.join(' ')}, finish 1200, close 1200` },
      ]);
    };
    assert.equal(within(50).length, 1);
    assert.equal(within(51).length, 0);
  });

  it('says nothing of what was there all the time while the program was busy', () => {
    const busy = (start: number) => ({
      ...bursts([1000], 100),
      holdups: [{ kind: 'blocked' as const, start, end: 1000, cpu: 1000 - start }],
    });
    assert.equal(detectIn(bufferingProxy, [busy(900)]).length, 1);
    assert.equal(detectIn(bufferingProxy, [busy(100)]).length, 0);
  });

  it('says nothing of a server that makes few events, each of many tokens', () => {
    const line = `sent 1, head 90, text ${Array.from({ length: 30 }, (_, i) => 100 + 160 * i).join(' ')}, finish 5000, close 5000`;
    assert.deepEqual(detectIn(bufferingProxy, [{ line }]), []);
  });

  it('says nothing of stalls at odd moments, nor of gaps that networks make', () => {
    assert.deepEqual(detectIn(bufferingProxy, [bursts([500, 700, 2900, 3060, 5900], 40)]), []);
    assert.deepEqual(
      detectIn(bufferingProxy, [bursts([100, 400, 700, 1000, 1300, 4300, 7300, 10_300], 40)]),
      [],
    );
    assert.equal(detectIn(bufferingProxy, [bursts([100, 250, 400, 550], 40)]).length, 1);
    assert.equal(detectIn(bufferingProxy, [bursts([100, 249, 398, 547], 40)]).length, 0);
  });

  it('says nothing when the program itself was busy meanwhile', () => {
    const holdups = even.map((at) => ({ kind: 'blocked' as const, start: at - 400, end: at, cpu: 400 }));
    assert.deepEqual(detectIn(bufferingProxy, [{ ...bursts(even, 40), holdups }]), []);
  });

  it('says nothing when most streams of the host are smooth, nor of answers without output', () => {
    const smooth = {
      line: `sent 1, head 90, text ${Array.from({ length: 100 }, (_, i) => 100 + 10 * i).join(' ')}, finish 1200, close 1200`,
    };
    assert.deepEqual(detectIn(bufferingProxy, [bursts(even, 40), smooth, smooth]), []);
    assert.deepEqual(detectIn(bufferingProxy, [{ line: 'sent 1, head 90, finish 100, close 100' }]), []);
  });
});
