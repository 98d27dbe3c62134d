import assert from 'node:assert/strict';
import { readServerTimings } from '../../../../src/decode/headers/readServerTimings';

describe('readServerTimings', () => {
  it('gives one name to what providers call differently', () => {
    const read = (told: Record<string, number>) => readServerTimings(told, {}, true);
    const groq = { queueMs: 31.2, promptMs: 4.1, completionMs: 30.2, totalMs: 34.3 };
    assert.deepEqual(read(groq), { queue: 31.2, prefill: 4.1, decode: 30.2, total: 65.5 });
    const vllm = { queueMs: 150.2, prefillMs: 31.5, decodeMs: 140.1, meanItlMs: 9.34 };
    assert.deepEqual(read(vllm), { queue: 150.2, prefill: 31.5, decode: 140.1 });
    const llamacpp = { promptMs: 61.3, completionMs: 118.9, promptTokensProcessed: 12, cachedTokens: 40 };
    assert.deepEqual(read(llamacpp), { prefill: 61.3, decode: 118.9, prefillTokens: 12 });
    const ollama = { totalMs: 2188, loadMs: 1650, promptMs: 430, completionMs: 95 };
    assert.deepEqual(read(ollama), { load: 1650, prefill: 430, decode: 95, total: 2188 });
    assert.deepEqual(read({ invocationLatencyMs: 402, firstByteLatencyMs: 301 }), {
      firstToken: 301,
      total: 402,
    });
    assert.deepEqual(read({ latencyMs: 553 }), { total: 553 });
  });

  it('adds the queue to a total that leaves it out, and to no other', () => {
    const parts = { queueMs: 30, promptMs: 4, completionMs: 20 };
    const total = (totalMs: number) => readServerTimings({ ...parts, totalMs }, {}, true)?.total;
    assert.deepEqual([total(24), total(54), total(60)], [54, 54, 60]);
    assert.equal(readServerTimings({ queueMs: 30, totalMs: 24 }, {}, true)?.total, 24);
  });

  it('passes over a figure that is left out', () => {
    assert.deepEqual(readServerTimings({ totalMs: 9, promptMs: null }, {}, true), { total: 9 });
    assert.equal(readServerTimings({ promptMs: null }, {}, true), undefined);
  });

  it('reads headers, and does not take the time until the headers for that of the answer', () => {
    const openai = { 'openai-processing-ms': '182' };
    assert.deepEqual(readServerTimings(null, openai, true), { untilHeaders: 182 });
    assert.deepEqual(readServerTimings({ processingMs: 182 }, openai, false), {
      untilHeaders: 182,
      total: 182,
    });
    assert.deepEqual(readServerTimings(null, { 'x-envoy-upstream-service-time': '231' }, true), {
      untilHeaders: 231,
    });
    assert.deepEqual(readServerTimings(null, { 'x-amzn-bedrock-invocation-latency': '900' }, false), {
      total: 900,
    });
    assert.deepEqual(readServerTimings(null, { 'x-litellm-overhead-duration-ms': '3.5' }, true), {
      gateway: 3.5,
    });
  });

  it('believes headers of TGI only of TGI, and only of documents', () => {
    const headers = { 'x-queue-time': '5', 'x-inference-time': '210', 'x-total-time': '216' };
    assert.equal(readServerTimings(null, headers, false), undefined);
    const tgi = { ...headers, 'x-compute-type': 'gpu+optimized' };
    assert.deepEqual(readServerTimings(null, tgi, false), { queue: 5, inference: 210, total: 216 });
    assert.equal(readServerTimings(null, tgi, true), undefined);
  });

  it('keeps the lengths of server-timing under the names that the server gave them', () => {
    const header = 'gfet4t7; dur=120.5, db;desc="a; b";dur=53, cache;desc=hit, "odd";dur=1, late;dur=-2';
    assert.deepEqual(readServerTimings(null, { 'server-timing': header }, true), {
      named: [
        { name: 'gfet4t7', length: 120.5 },
        { name: 'db', length: 53 },
      ],
    });
  });

  it('takes negative and unreadable figures for none', () => {
    assert.equal(readServerTimings({ queueMs: -1 }, { 'openai-processing-ms': 'fast' }, true), undefined);
    assert.equal(readServerTimings(null, {}, true), undefined);
  });
});
