import { strict as assert } from 'node:assert';
import { summariseCompletion } from '../../../../src/completion/results/summariseCompletion';
import type { Expectation } from '../../../../src/completion/suite/suite';
import type { CompletionBudget, SampleFailure } from '../../../../src/model/completion';
import { type CaseResult, describeCase } from '../../../../src/ui/testing/caseResult';
import { type DrawnRequest, drawSuiteRun } from './drawSuiteRun';

const rateLimited: SampleFailure = {
  kind: 'rateLimited',
  status: 429,
  message: 'The server refused the request because too many came (429).',
  action: 'Lower the concurrency.',
};
const text: Expectation = { kind: 'text', text: 'a + b;' };

function describe1(
  requests: readonly DrawnRequest[],
  budget: Partial<CompletionBudget> = {},
  expect?: Expectation,
): CaseResult {
  const run = drawSuiteRun(requests, budget);
  const texts = new Map(requests.map((request, index) => [`s${index + 1}`, request.text ?? '']));
  return describeCase(summariseCompletion(run)?.cases[0], expect, texts);
}

function times(count: number, request: DrawnRequest): DrawnRequest[] {
  return Array.from({ length: count }, () => request);
}

describe('the result of a case', () => {
  it('passes without a budget, and says the median', () => {
    const { state, description, messages } = describe1(times(3, { ttft: 100, total: 200 }));
    assert.equal(state, 'passed');
    assert.equal(description, 'total p50 200 ms · 3 requests');
    assert.deepEqual(messages, []);
  });

  it('says of a budget that is kept what the percentile is and may be', () => {
    const { state, description } = describe1(times(100, { ttft: 100, total: 200 }), { ttft: 300 });
    assert.equal(state, 'passed');
    assert.equal(description, 'TTFT p95 100 ms of 300 ms · 100 requests');
  });

  it('tells a missed budget with percentile, interval and what to do', () => {
    const { state, messages } = describe1(times(60, { ttft: 400, total: 500 }), { ttft: 300 });
    assert.equal(state, 'failed');
    assert.equal(messages.length, 1);
    const paragraphs = messages[0]?.text.split('\n\n') ?? [];
    assert.match(paragraphs[0] ?? '', /^0 of 60 requests kept TTFT ≤ 300 ms: it is 95 % certain/);
    assert.match(
      paragraphs[1] ?? '',
      /^p95 of TTFT: 400 ms, .*400 ms.*; the limit is 300 ms \(95 % certain\)\.$/,
    );
    assert.match(paragraphs[2] ?? '', /^80 % of the time pass before the first token: send less text/);
  });

  it('advises to write less where the model takes the time to write', () => {
    const { messages } = describe1(times(60, { ttft: 100, total: 500 }), { total: 300 });
    assert.match(messages[0]?.text ?? '', /80 % of the time the model writes.*stopAt/);
  });

  it('is neither passed nor failed without enough samples, and says how many there should be', () => {
    const { state, description, messages } = describe1(times(5, { ttft: 100, total: 200 }), { ttft: 300 });
    assert.equal(state, 'unsure');
    assert.match(description, /^not enough samples \(5 of about \d+\)$/);
    assert.deepEqual(messages, []);
  });

  it('errors with one message for all requests that failed alike', () => {
    const ok = times(2, { ttft: 100, total: 200 });
    const { state, description, messages } = describe1([...ok, ...times(3, { failure: rateLimited })]);
    assert.equal(state, 'errored');
    assert.equal(description, '3 of 5 requests failed');
    assert.deepEqual(messages, [
      { text: `3 of 5 requests failed. ${rateLimited.message} ${rateLimited.action}` },
    ]);
  });

  it('tells the failure of an only request without counting', () => {
    const { messages } = describe1([{ failure: rateLimited }], { ttft: 300 });
    assert.deepEqual(messages, [{ text: `${rateLimited.message} ${rateLimited.action}` }]);
  });

  it('compares each text that is not as expected with what is', () => {
    const wrong = { ttft: 100, total: 200, met: false };
    const right = { ttft: 100, total: 200, met: true, text: 'a + b;' };
    const requests = [
      right,
      { ...wrong, text: 'a - b;' },
      { ...wrong, text: 'a - b;' },
      { ...wrong, text: '' },
    ];
    const { state, description, messages } = describe1(requests, {}, text);
    assert.equal(state, 'failed');
    assert.equal(description, '3 of 4 answers not as expected');
    assert.deepEqual(messages, [
      { text: '2 of 4 answers are not as expected: the text differs.', expected: 'a + b;', actual: 'a - b;' },
      { text: '1 of 4 answers is not as expected: the text differs.', expected: 'a + b;', actual: '' },
    ]);
  });

  it('shows few of many different texts', () => {
    const requests = ['a', 'b', 'c', 'd', 'e'].map((one) => ({ ttft: 1, total: 2, met: false, text: one }));
    const { messages } = describe1(requests, {}, { kind: 'matches', pattern: '^x', flags: 'i' });
    assert.deepEqual(
      messages.map(({ actual }) => actual),
      ['a', 'b', 'c', undefined],
    );
    assert.equal(messages[0]?.expected, '/^x/i');
    assert.match(messages[3]?.text ?? '', /^2 other texts/);
  });

  it('is not run when nothing of it was', () => {
    assert.equal(describeCase(undefined, undefined, new Map()).state, 'notRun');
    assert.equal(describe1([{ end: 'aborted' }]).state, 'notRun');
  });
});
