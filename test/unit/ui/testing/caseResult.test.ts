import { strict as assert } from 'node:assert';
import { summariseCompletion } from '../../../../src/completion/results/summariseCompletion';
import type { CompletionBudget } from '../../../../src/model/completion';
import { type Answer, type CaseResult, describeCase } from '../../../../src/ui/testing/caseResult';
import { drawCompletionRun, type SampleDrawing } from '../../../support/completionDsl';

/** A request, and its text where that is judged. */
interface Request extends SampleDrawing {
  readonly answer?: Answer;
}

function describeRequests(requests: readonly Request[], budget: Partial<CompletionBudget> = {}): CaseResult {
  const run = drawCompletionRun({ samples: requests, budget });
  const answers = requests.flatMap(({ answer }, index) =>
    answer ? [[`s${index + 1}`, answer] as const] : [],
  );
  return describeCase(summariseCompletion(run)?.cases ?? [], new Map(answers));
}

function times(count: number, request: Request): Request[] {
  return Array.from({ length: count }, () => request);
}

describe('the result of a case', () => {
  it('passes without a budget, and says the median', () => {
    const { state, description, messages } = describeRequests(times(3, { ttft: 100, total: 200 }));
    assert.equal(state, 'passed');
    assert.equal(description, 'total p50 200 ms · 3 requests');
    assert.deepEqual(messages, []);
  });

  it('says of a budget that is kept what the percentile is and may be', () => {
    const { state, description } = describeRequests(times(100, { ttft: 100, total: 200 }), { ttft: 300 });
    assert.equal(state, 'passed');
    assert.equal(description, 'TTFT p95 100 ms of 300 ms · 100 requests');
  });

  it('of a sweep is what it is at the first level, and says up to which its budget is kept', () => {
    const at = (concurrency: number, total: number) => times(60, { concurrency, ttft: 100, total });
    const { state, description } = describeRequests([...at(1, 200), ...at(2, 200), ...at(4, 900)], {
      total: 300,
    });
    assert.equal(state, 'passed');
    assert.match(description, / · 60 requests · kept up to 2 at once$/);
  });

  it('counts where there are too few for the percentile', () => {
    const { state, description } = describeRequests(times(15, { ttft: 100 }), { ttft: 300, percentile: 0.8 });
    assert.equal(state, 'passed');
    assert.match(description, /^TTFT (p80 100 ms of 300 ms|≤ 300 ms kept by 15) · 15 requests$/);
  });

  it('tells a missed budget with percentile, interval and what to do', () => {
    const { state, messages } = describeRequests(times(60, { ttft: 400, total: 500 }), { ttft: 300 });
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
    const { messages } = describeRequests(times(60, { ttft: 100, total: 500 }), { total: 300 });
    assert.match(messages[0]?.text ?? '', /80 % of the time the model writes.*stopAt/);
  });

  it('is neither passed nor failed without enough samples, and says how many there should be', () => {
    const { state, description, messages } = describeRequests(times(5, { ttft: 100, total: 200 }), {
      ttft: 300,
    });
    assert.equal(state, 'unsure');
    assert.match(description, /^not enough samples \(5 of about \d+\) · total p50 200 ms$/);
    assert.deepEqual(messages, []);
  });

  it('errors with one message for all requests that failed alike', () => {
    const requests = [...times(2, { total: 200 }), ...times(3, { end: 'failed' })];
    const { state, description, messages } = describeRequests(requests);
    assert.equal(state, 'errored');
    assert.equal(description, '3 of 5 failed');
    assert.deepEqual(messages, [{ text: '3 of 5 requests failed. failed wait' }]);
  });

  it('tells the failure of an only request without counting', () => {
    assert.deepEqual(describeRequests([{ end: 'failed' }], { ttft: 300 }).messages, [
      { text: 'failed wait' },
    ]);
  });

  it('compares each text that is not as expected with what is', () => {
    const wrong = (text: string): Request => ({
      met: false,
      answer: { text, judgement: { met: false, expected: 'a + b;', because: 'It is another.' } },
    });
    const requests = [{ met: true }, wrong('a - b;'), wrong('a - b;'), wrong('')];
    const { state, description, messages } = describeRequests(requests);
    assert.equal(state, 'failed');
    assert.equal(description, '3 of 4 not as expected');
    assert.deepEqual(messages, [
      { text: '2 of 4 answers: It is another.', expected: 'a + b;', actual: 'a - b;' },
      { text: '1 of 4 answers: It is another.', expected: 'a + b;', actual: '' },
    ]);
  });

  it('shows few of many different texts', () => {
    const requests = ['a', 'b', 'c', 'd', 'e'].map((text) => ({
      met: false,
      answer: { text, judgement: { met: false as const, because: 'It does not match.' } },
    }));
    const { messages } = describeRequests(requests);
    assert.deepEqual(
      messages.map(({ actual }) => actual),
      ['a', 'b', 'c', undefined],
    );
    assert.match(messages[3]?.text ?? '', /^2 other texts/);
  });

  it('is not run when nothing of it was', () => {
    assert.equal(describeCase([], new Map()).state, 'notRun');
    assert.equal(describeRequests([{ end: 'aborted' }]).state, 'notRun');
  });
});
