import assert from 'node:assert/strict';
import { overlapsPause, whyNotCounted } from '../../../src/metrics/counted';
import { drawCall } from '../../support/runDsl';

const good = drawCall({ start: 100, line: 'head 10, text 20 30, done 40, close 50' });

describe('whyNotCounted', () => {
  it('counts a complete call', () => {
    assert.equal(whyNotCounted(good, []), undefined);
  });

  it('leaves out every other outcome', () => {
    for (const outcome of [
      'error',
      'cancelled',
      'truncated',
      'cut',
      'empty',
      'undecoded',
      'inFlight',
    ] as const) {
      assert.equal(whyNotCounted({ ...good, outcome }, []), outcome);
    }
  });

  it('leaves out a call that was open while the debugger held the program', () => {
    assert.equal(whyNotCounted(good, [{ start: 0, end: 100 }]), undefined);
    assert.equal(whyNotCounted(good, [{ start: 0, end: 101 }]), 'paused');
    assert.equal(whyNotCounted(good, [{ start: 120, end: 121 }]), 'paused');
    assert.equal(whyNotCounted(good, [{ start: 150, end: 160 }]), undefined);
    assert.equal(whyNotCounted(good, [{ start: 140 }]), 'paused');
  });

  it('looks at a call in flight up to now', () => {
    const open = drawCall({ start: 100, line: 'head 10' });
    assert.equal(overlapsPause(open, [{ start: 200 }], 150), false);
    assert.equal(overlapsPause(open, [{ start: 200 }], 250), true);
  });
});
