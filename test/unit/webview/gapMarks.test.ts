import { strict as assert } from 'node:assert';
import type { TimelineShare } from '../../../src/protocol/timelineAnalysis';
import { describeGap } from '../../../webview/gapMarks';
import { drawShares } from './drawTimelineAnalysis';

const textsOf = (shares: readonly TimelineShare[], length = 1000) =>
  describeGap({ callId: 'c2', start: 200, end: 200 + length, shares });

describe('the label of a gap', () => {
  it('names what it was spent on, what is hardly any of it left out', () => {
    assert.equal(textsOf(drawShares('tool 840, sleep 120, cpu 40'))[0], 'tool 840 ms, sleep 120 ms');
  });

  it('shows what is unexplained even where that is little', () => {
    assert.equal(textsOf(drawShares('tool 930, unexplained 70'))[0], 'tool 930 ms, unexplained 70 ms');
  });

  it('gets shorter where there is less room, down to how long it was', () => {
    const shares = [
      { account: 'tool', label: 'read_file ×2, run_checks', time: 600 },
      ...drawShares('sleep 400'),
    ];
    assert.deepEqual(textsOf(shares as TimelineShare[]), [
      'read_file ×2, run_checks 600 ms, sleep 400 ms',
      'read_file ×2, run_checks 600 ms',
      'read_file ×2, … 600 ms',
      '1.00 s',
    ]);
  });
});
