import assert from 'node:assert/strict';
import { SharedMoments } from '../../../src/ingest/sharedMoments';
import type { Attempt, RequestFacts } from '../../../src/model/attempt';
import type { Attribution } from '../../../src/model/attribution';

describe('SharedMoments', () => {
  const at = (moment: number | undefined): Attribution => ({
    method: 'async',
    confidence: 'high',
    moment,
    chain: [],
  });
  let number = 0;
  const attempt = (request: Partial<RequestFacts>, process = 'p', host = 'h') => {
    const endpoint = { host, path: '/v1' };
    return {
      id: `a${++number}`,
      process,
      endpoint,
      timing: { start: number },
      request,
    } as unknown as Attempt;
  };

  /** Confidence of each, when all lead back to the given moments. */
  const confidences = (attempts: readonly Attempt[], ...moments: readonly (number | undefined)[]) => {
    const attributions = new Map(attempts.map(({ id }, index) => [id as string, at(moments[index])]));
    const doubted = new SharedMoments().doubt(attempts, attributions);
    return attempts.map(({ id }) => doubted.get(id)?.confidence);
  };
  const one = { bodyHash: '1', messageCount: 1 };
  const two = { bodyHash: '2', messageCount: 1 };

  it('doubts all but the first that one moment led to', () => {
    assert.deepEqual(confidences([attempt(one), attempt(two), attempt(two)], 7, 7, 7), [
      'high',
      'low',
      'high',
    ]);
  });

  it('goes by the order in which they started', () => {
    const [first, second] = [attempt(one), attempt(two)];
    assert.deepEqual(confidences([second, first], 7, 7), ['low', 'high']);
  });

  it('doubts nothing that different moments led to, or moments of different processes', () => {
    assert.deepEqual(confidences([attempt(one), attempt(two)], 7, 8), ['high', 'high']);
    assert.deepEqual(confidences([attempt(one), attempt(two)], undefined, undefined), ['high', 'high']);
    assert.deepEqual(confidences([attempt(one, 'p'), attempt(two, 'q')], 7, 7), ['high', 'high']);
  });

  it('does not doubt that one caller asks several endpoints', () => {
    assert.deepEqual(confidences([attempt(one, 'p', 'h'), attempt(two, 'p', 'i')], 7, 7), ['high', 'high']);
  });

  it('takes what is sent again, and what carries a conversation on, for the same caller’s', () => {
    assert.deepEqual(confidences([attempt(one), attempt(one)], 7, 7), ['high', 'high']);
    const longer = { bodyHash: '3', messageCount: 3 };
    assert.deepEqual(confidences([attempt(one), attempt(longer)], 7, 7), ['high', 'high']);
    assert.deepEqual(confidences([attempt(longer), attempt(one)], 7, 7), ['high', 'low']);
    assert.deepEqual(confidences([attempt(one), attempt({ ...two, continues: true })], 7, 7), [
      'high',
      'high',
    ]);
  });

  it('is not sure of requests that it knows nothing of', () => {
    assert.deepEqual(confidences([attempt({}), attempt({})], 7, 7), ['high', 'low']);
  });

  it('gives the same object for the same attribution', () => {
    const attempts = [attempt(one), attempt(two)];
    const attributions = new Map(attempts.map(({ id }) => [id as string, at(7)]));
    const moments = new SharedMoments();
    const id = attempts[1]?.id as string;
    assert.equal(
      moments.doubt(attempts, attributions).get(id),
      moments.doubt(attempts, attributions).get(id),
    );
  });
});
