import { strict as assert } from 'node:assert';
import type { TimelineHeader } from '../../../src/protocol/timelineMessages';
import { RunClock } from '../../../webview/runClock';

const header = (facts: Partial<TimelineHeader>) => facts as TimelineHeader;

describe('run clock', () => {
  it('runs on by itself while the run is live', () => {
    const clock = new RunClock();
    clock.set(header({ now: 5000, live: true }), 100);
    assert.equal(clock.now(350), 5250);
    assert.equal(clock.now(90), 5000);
  });

  it('stands still when the run has ended', () => {
    const clock = new RunClock();
    clock.set(header({ now: 5000, live: false }), 100);
    assert.equal(clock.now(350), 5000);
  });
});
