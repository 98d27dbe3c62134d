import { strict as assert } from 'node:assert';
import type { Pause } from '../../../../src/model/run';
import { formatLive } from '../../../../src/ui/editor/liveText';
import { type CallDrawing, drawRun } from '../../../support/runDsl';

function liveAt(now: number, drawings: readonly CallDrawing[], pauses: readonly Pause[] = []): string {
  return formatLive(drawRun(drawings).calls, pauses, now);
}

describe('formatLive', () => {
  for (const [state, line, expected] of [
    ['connects', 'connect 0', 'connecting 2.5 s'],
    ['waits for a connection', 'assigned 2500', 'waiting for a connection 2.5 s'],
    ['waits', 'assigned 5, sent 6, head 100, role 150', 'waiting for first token 2.5 s'],
    ['thinks', 'head 100, think 400 2400', 'thinking 2.1 s'],
    ['streams', 'head 100, text 500 1000 1500 2000', 'streaming 4 chunks · 2.0 chunks/s'],
    ['has just begun to stream', 'head 100, text 2000', 'streaming 1 chunk'],
    ['stands still', 'head 100, text 400 900', 'streaming 2 chunks · none for 1.6 s'],
    ['is at its end', 'head 100, text 400 900, finish 1000', 'finishing 2.5 s'],
  ] as const) {
    it(`says that a call ${state}`, () => {
      assert.equal(liveAt(2500, [{ line }]), expected);
    });
  }

  it('does not promise a first token of an answer that comes whole', () => {
    const [call] = drawRun([{ line: 'sent 5' }]).calls;
    assert.ok(call?.attempts[0]);
    const whole = { ...call.attempts[0], request: { ...call.attempts[0].request, streamed: false } };
    assert.equal(formatLive([{ ...call, attempts: [whole] }], [], 1000), 'waiting for the answer 1.0 s');
  });

  it('names the attempt, and times that one', () => {
    const retried = {
      line: 'head 50, close 50',
      outcome: 'error',
      retries: [{ line: 'sent 5', start: 1000 }],
    } as const;
    assert.equal(liveAt(1800, [retried]), 'attempt 2: waiting for first token 0.8 s');
  });

  it('sums several calls up', () => {
    const text = liveAt(3000, [
      { line: 'head 100, text 500', start: 400 },
      { line: 'sent 5', start: 900 },
      { line: 'sent 5', start: 950 },
    ]);
    assert.equal(text, '3 in flight for 2.6 s: 1 streaming, 2 waiting');
  });

  it('says that the debugger holds the program', () => {
    assert.equal(liveAt(2500, [{ line: 'head 100, text 500' }], [{ start: 1000 }]), 'held by the debugger');
    const before = liveAt(2500, [{ line: 'head 100, text 2000' }], [{ start: 1000, end: 1500 }]);
    assert.equal(before, 'streaming 1 chunk');
  });
});
