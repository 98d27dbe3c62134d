import assert from 'node:assert/strict';
import type { Served } from '../../matrix/support/served';
import { readTold, type Told, toldFaults } from '../../matrix/support/told';

describe('toldFaults', () => {
  const usage = { inputTokens: 3, outputTokens: 2, cachedTokens: 0 };
  const toolCalls = [{ id: 'c1', name: 'find', arguments: { of: 'x' } }];
  const played = (content: object): Served => ({
    id: 'replay_1',
    mark: 'chat',
    path: '/sample/s/v1',
    style: 'openai.chat',
    retry: false,
    streamed: true,
    writes: 1,
    bodySha256: undefined,
    expect: undefined,
    sample: 's',
    content: { outcome: 'complete', text: 'Hi.', toolCalls, usage, ...content },
  });
  const told: Told = {
    mark: 'chat',
    sample: 's',
    text: 'Hi.',
    toolCalls: [{ name: 'find', arguments: '{ "of": "x" }' }],
    usage: { inputTokens: 3, outputTokens: 2 },
    failed: false,
  };
  const faults = (content: object, more: Partial<Told> = {}) => {
    const line = JSON.stringify({ ...told, ...more });
    return toldFaults(played(content), readTold(`${line}\n`));
  };

  it('finds nothing where a client gave what the sample holds', () => {
    assert.deepEqual(faults({}), []);
    assert.deepEqual(faults({ outcome: 'truncated', usage: null }, { usage: null }), []);
    assert.deepEqual(faults({ outcome: 'error' }, { failed: true, usage: null, toolCalls: [] }), []);
  });

  it('finds each thing that a client gave otherwise', () => {
    assert.deepEqual(faults({}, { text: 'Hi' }), ['s: the program got text "Hi" for "Hi."']);
    assert.equal(faults({}, { usage: { inputTokens: 4, outputTokens: 2 } }).length, 1);
    assert.equal(faults({}, { toolCalls: [{ name: 'find', arguments: '{}' }] }).length, 1);
    assert.deepEqual(faults({}, { failed: true }), ['s: the program got failed true for false']);
    assert.equal(faults({ outcome: 'error' }).length, 1);
    assert.deepEqual(faults({}, { mark: 'other' }), ['s: the program tells nothing of it']);
  });
});
