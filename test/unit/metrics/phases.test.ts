import assert from 'node:assert/strict';
import fc from 'fast-check';
import { callInterval } from '../../../src/metrics/callTimes';
import { buildPhases } from '../../../src/metrics/phases';
import { anyCall } from '../../support/anyCall';
import { type CallDrawing, drawCall } from '../../support/runDsl';

function phases(drawing: CallDrawing, now = 5000): string {
  return buildPhases(drawCall(drawing), now)
    .map(({ name, start, end }) => `${name} ${start}-${end}`)
    .join(', ');
}

describe('buildPhases', () => {
  it('slices a stream on a new connection', () => {
    const line =
      'connect 5, tcp 15, tls 30, assigned 30, sent 32, head 180, role 200, think 400 600, text 800 1000, finish 1010, done 1020, close 1030';
    assert.equal(
      phases({ line }),
      'queue 0-5, connect 5-30, send 30-32, wait 32-400, thinking 400-800, streaming 800-1000, tail 1000-1030',
    );
  });

  it('takes the time to an existing connection for waiting for a free one', () => {
    const line = 'assigned 700, sent 701, head 800, text 900 950, done 951, close 960';
    assert.equal(
      phases({ line, reused: true }),
      'queue 0-700, send 700-701, wait 701-900, streaming 900-950, tail 950-960',
    );
  });

  it('shows a document as received, not as streamed', () => {
    assert.equal(
      phases({ line: 'sent 2, head 700, body 710 730, close 731' }),
      'send 0-2, wait 2-710, receive 710-731',
    );
  });

  it('puts back-off between attempts', () => {
    const retries = [{ start: 500, line: 'head 10, text 100 200, done 200, close 200' }];
    assert.equal(
      phases({ line: 'head 90, body 100, close 100', outcome: 'error', retries }),
      'wait 0-100, backoff 100-500, wait 500-600, streaming 600-700',
    );
  });

  it('cuts an attempt short where the next one starts', () => {
    const retries = [{ start: 50, line: 'head 10, text 100, done 100, close 100' }];
    assert.equal(
      phases({ line: 'head 90, body 100, close 100', outcome: 'error', retries }),
      'wait 0-50, wait 50-150',
    );
  });

  it('changes between thinking and streaming as often as the model does', () => {
    const line = 'head 1, think 10 20, text 30 40, think 50 60, tool 70 80, done 90, close 90';
    assert.equal(
      phases({ line }),
      'wait 0-10, thinking 10-30, streaming 30-50, thinking 50-70, streaming 70-80, tail 80-90',
    );
  });

  it('estimates hidden thinking', () => {
    const usage = { outputTokens: 50, reasoningTokens: 40 };
    assert.equal(
      phases({ line: 'head 1, role 20, text 300 400, done 400, close 400', usage }),
      'wait 0-20, thinking 20-300, streaming 300-400',
    );
  });

  it('goes on connecting for as long as no connection is up', () => {
    assert.equal(phases({ line: 'connect 5', outcome: 'inFlight' }, 900), 'queue 0-5, connect 5-900');
    const refused = phases({ line: 'connect 5, close 40', outcome: 'error' });
    assert.equal(refused, 'queue 0-5, connect 5-40');
  });

  it('lets a call in flight grow until now', () => {
    assert.equal(phases({ line: 'connect 0' }, 70), 'connect 0-70');
    assert.equal(phases({ line: 'head 10, role 11' }, 70), 'wait 0-70');
    assert.equal(phases({ line: 'head 10, think 20' }, 70), 'wait 0-20, thinking 20-70');
    assert.equal(phases({ line: 'head 10, text 20 30' }, 70), 'wait 0-20, streaming 20-70');
    assert.equal(
      phases({ line: 'head 10, text 20 30, finish 40' }, 70),
      'wait 0-20, streaming 20-30, tail 30-70',
    );
  });

  it('gives a stream that broke no tail', () => {
    assert.equal(phases({ line: 'head 10, text 20 30, close 900' }), 'wait 0-20, streaming 20-900');
  });

  it('partitions any call', () => {
    fc.assert(
      fc.property(anyCall, fc.integer({ min: 0, max: 400 }), (drawing, now) => {
        const call = drawCall(drawing);
        const { start, end } = callInterval(call, now);
        let at = start;
        for (const phase of buildPhases(call, now)) {
          assert.equal(phase.start, at);
          assert.ok(phase.end > phase.start);
          at = phase.end;
        }
        assert.equal(at, end);
      }),
      { numRuns: 500 },
    );
  });
});
