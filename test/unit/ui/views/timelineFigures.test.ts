import { strict as assert } from 'node:assert';
import { metricDefinitions } from '../../../../src/metrics/definitions';
import { buildTimelineFigures, timelineFigureKinds } from '../../../../src/ui/views/timelineFigures';
import { type CallDrawing, drawCall } from '../../../support/runDsl';

function figuresOf(drawing: CallDrawing) {
  return new Map(buildTimelineFigures(drawCall(drawing)).map((figure) => [figure.name, figure]));
}

describe('figures of the details pane', () => {
  it('are all metrics and the facts of the exchange, each once and explained', () => {
    const names = timelineFigureKinds.map(({ name }) => name);
    assert.equal(new Set(names).size, names.length);
    for (const metric of Object.keys(metricDefinitions)) assert.ok(names.includes(metric), metric);
    assert.ok(timelineFigureKinds.every(({ label, definition, group }) => label && definition && group));
  });

  it('are formatted, with what they were computed from', () => {
    const figures = figuresOf({
      line: 'head 90, text 200 300 400, finish 401, done 402, close 410',
      usage: { inputTokens: 1500, cachedTokens: 1200, outputTokens: 11 },
      tools: ['search', 'read'],
      reused: true,
    });
    assert.equal(figures.get('ttft')?.value, '200 ms');
    assert.equal(figures.get('tpot')?.value, '20 ms');
    assert.match(figures.get('tpot')?.basis ?? '', /11 tokens in 3 output events/);
    assert.equal(figures.get('tpot')?.caveat, figures.get('tpot')?.basis);
    assert.equal(figures.get('inputTokens')?.value, '1\u202f500');
    assert.equal(figures.get('tools')?.value, 'search, read');
    assert.equal(figures.get('connection')?.value, 'reused');
    assert.equal(figures.get('status')?.value, '200');
  });

  it('tell how long a connection took that was opened before the call', () => {
    const connectionOf = (line: string) => figuresOf({ line, reused: false }).get('connection')?.value;
    assert.equal(
      connectionOf('connect -90, dns -80, tcp -70, tls -50, assigned 0'),
      'new, opened in 40 ms before',
    );
    assert.equal(connectionOf('connect -90, tcp -70, assigned 0'), 'new, opened in 20 ms before');
    assert.equal(connectionOf('connect 0, tcp 20, assigned 20'), 'new');
    assert.equal(connectionOf('assigned 0'), 'new');
  });

  it('are left out where they would repeat another one', () => {
    const plain = figuresOf({ line: 'head 90, text 200 300, done 302, close 410' });
    for (const name of ['ttftFelt', 'ttfvt', 'e2e', 'backoff']) assert.equal(plain.has(name), false, name);
    const retried = figuresOf({
      line: 'head 50, body 60, close 60',
      outcome: 'error',
      retries: [{ line: 'head 90, think 200, text 300, done 302, close 410', start: 500 }],
    });
    const textOf = (name: string) => retried.get(name)?.value;
    assert.deepEqual(['ttft', 'ttftFelt', 'ttfvt', 'felt', 'e2e', 'backoff'].map(textOf), [
      '200 ms',
      '700 ms',
      '300 ms',
      '802 ms',
      '302 ms',
      '440 ms',
    ]);
    const whole = figuresOf({ line: 'head 90, body 100, close 110' });
    assert.deepEqual([whole.has('ttft'), whole.has('ttfvt')], [true, false]);
  });

  it('say why they are missing, and are left out when there is nothing to say', () => {
    const figures = figuresOf({ line: 'assigned 0' });
    assert.equal(figures.get('ttft')?.because, 'no response has come yet');
    assert.equal(figures.get('status')?.because, 'no response came');
    assert.equal(figures.get('outputTokens')?.because, 'the server reported no token counts');
    assert.equal(figures.has('finishReason'), false);
    for (const { value, because } of figures.values())
      assert.notEqual(value === undefined, because === undefined);
  });

  it('tell what the server says of itself only where it does, and once', () => {
    const line = 'sent 1, head 90, text 200 300, finish 301, done 302, close 310';
    const silent = figuresOf({ line });
    const told = figuresOf({
      line,
      server: {
        queue: 20,
        prefill: 30,
        untilHeaders: 80,
        gateway: 3,
        named: [{ name: 'gfet4t7', length: 120.5 }],
      },
    });
    const names = ['serverHeaders', 'serverTotal', 'gateway', 'serverTiming'];
    assert.deepEqual(
      names.map((name) => silent.has(name)),
      [false, false, false, false],
    );
    assert.deepEqual(
      names.map((name) => told.get(name)?.value),
      ['80 ms', undefined, '3.0 ms', 'gfet4t7 121 ms'],
    );
    assert.equal(told.has('serverQueue'), false, 'is a part of the wait');
    assert.equal(told.has('networkRest'), false, 'is a part of the wait');
  });

  it('tell what was left of limits', () => {
    const figures = figuresOf({
      line: 'head 90, text 200 300, done 302, close 310',
      rateLimits: [
        { of: 'requests', limit: 14_400, remaining: 14_370, resetMs: 179_560 },
        { of: 'inputTokens', remaining: 399_000 },
        { of: 'tokens-prompt', limit: 60, remaining: 3, resetMs: 0 },
      ],
    });
    const textOf = (of: string) => figures.get(`limit ${of}`)?.value;
    assert.deepEqual(['requests', 'tokens', 'inputTokens', 'others'].map(textOf), [
      '14.4k of 14.4k (100 %), all again in 3 min 0 s',
      undefined,
      '399k',
      'tokens-prompt 3 of 60 (5 %)',
    ]);
  });

  it('tell what rate limits cost, and what of the cache was hit', () => {
    const figures = figuresOf({
      line: 'head 50, body 60, close 60',
      outcome: 'error',
      status: 429,
      retryAfterMs: 100,
      retries: [
        {
          line: 'head 90, text 200 300, done 302, close 310',
          start: 500,
          usage: { inputTokens: 1500, cachedTokens: 1200, outputTokens: 3 },
        },
      ],
    });
    const textOf = (name: string) => figures.get(name)?.value;
    assert.deepEqual(['rateLimited', 'backoff', 'retryAfter', 'cachedTokens'].map(textOf), [
      '500 ms',
      '440 ms',
      '90 ms',
      '1\u202f200 (80 %)',
    ]);
  });
});
