import assert from 'node:assert/strict';
import { computeCallMetrics } from '../../../src/metrics/callMetrics';
import { buildPhases } from '../../../src/metrics/phases';
import { type AttemptDrawing, drawCall } from '../../support/runDsl';

const answer = 'sent 5, head 50, text 100 200, finish 210, done 210, close 220';
const refusal = { line: 'sent 5, head 90, body 95, close 100', status: 429, outcome: 'error' } as const;

function tell(...attempts: [AttemptDrawing, ...AttemptDrawing[]]) {
  const [first, ...retries] = attempts;
  const call = drawCall({ ...first, retries });
  const { backoff, retryAfter, rateLimited } = computeCallMetrics(call);
  const names = ['refused', 'retryAfter', 'backoff'];
  const waits = buildPhases(call, 0).filter(({ name }) => names.includes(name));
  return {
    figures: [backoff, retryAfter, rateLimited].map(({ value }) => value),
    waits: waits.map(({ name, start, end }) => `${name} ${start}-${end}`).join(', '),
  };
}

describe('waits between attempts', () => {
  it('tells what the server asked for from what the client adds', () => {
    const told = tell({ ...refusal, retryAfterMs: 1000 }, { start: 1300, line: answer });
    assert.deepEqual(told, {
      figures: [1200, 990, 1300],
      waits: 'refused 5-100, retryAfter 100-1090, backoff 1090-1300',
    });
  });

  it('takes no more for the server’s wish than was waited', () => {
    const told = tell({ ...refusal, retryAfterMs: 60_000 }, { start: 500, line: answer });
    assert.deepEqual(told, { figures: [400, 400, 500], waits: 'refused 5-100, retryAfter 100-500' });
  });

  it('has a back-off alone where the server asked for nothing', () => {
    const told = tell(refusal, { start: 600, line: answer });
    assert.deepEqual(told, { figures: [500, 0, 600], waits: 'refused 5-100, backoff 100-600' });
  });

  it('counts every refusal of a call, and no other failure', () => {
    const overloaded = {
      line: 'sent 5, head 90, body 95, close 100',
      status: 529,
      outcome: 'error',
    } as const;
    const told = tell(
      refusal,
      { ...overloaded, start: 600, failure: 'overloaded_error' },
      { ...refusal, start: 1200, retryAfterMs: 300 },
      { start: 1600, line: answer },
    );
    assert.deepEqual(told.figures, [500 + 500 + 300, 290, 600 + 400]);
  });

  it('knows a refusal by its error too, and counts one that was the last word up to its end', () => {
    const error = { line: refusal.line, outcome: 'error' } as const;
    assert.deepEqual(tell({ ...error, status: 400, failure: 'ThrottlingException' }).figures, [0, 0, 100]);
    assert.deepEqual(tell({ ...error, status: 403, failure: 'RESOURCE_EXHAUSTED' }).figures, [0, 0, 100]);
    assert.deepEqual(tell({ ...error, status: 400, failure: 'invalid_request_error' }).figures, [0, 0, 0]);
  });

  it('says nothing of a call that went well', () => {
    assert.deepEqual(tell({ line: answer }), { figures: [0, 0, 0], waits: '' });
  });
});
