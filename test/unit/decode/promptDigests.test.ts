import assert from 'node:assert/strict';
import { findWireStyle } from '../../../src/decode/findWireStyle';
import type { PromptPart } from '../../../src/model/prompt';

const url = new URL('https://api.example/v1/messages');

function partsOf(body: unknown, style = 'anthropic.messages'): readonly PromptPart[] {
  const bytes = new TextEncoder().encode(JSON.stringify(body));
  return findWireStyle(style).describeRequest(bytes, url, {}).prompt ?? [];
}

const partOf = (message: unknown) => partsOf({ messages: [message] })[0] as PromptPart;
const digestsOf = (...messages: readonly unknown[]) =>
  new Set(messages.map((message) => partOf(message).digest));
const said = (content: unknown, more: object = {}) => ({ role: 'user', content, ...more });
const mark = { cache_control: { type: 'ephemeral' } };

describe('digest of a part of a prompt', () => {
  it('is 16 hex digits that another word changes', () => {
    assert.match(partOf(said('Hi')).digest, /^[0-9a-f]{16}$/);
    assert.equal(digestsOf(said('Hi'), said('Ho'), { role: 'assistant', content: 'Hi' }).size, 3);
  });

  it('stays when a mark for a cache moves, also where a text becomes a block for it', () => {
    const blocks = [{ type: 'text', text: 'Hi', ...mark }];
    assert.equal(digestsOf(said('Hi'), said([{ type: 'text', text: 'Hi' }]), said(blocks)).size, 1);
    assert.deepEqual(
      [said('Hi'), said(blocks)].map((message) => partOf(message).cacheMark),
      [undefined, true],
    );
    const two = (...marks: object[]) =>
      said(['a', 'b'].map((text, i) => ({ type: 'text', text, ...marks[i] })));
    assert.equal(digestsOf(two(mark), two({}, mark), two()).size, 1);
    assert.equal(partOf(two(mark)).cacheMark, true);
  });

  it('stays when a client puts members in another order or leaves out what is null', () => {
    const messages = [
      { role: 'user', content: [{ type: 'text', text: 'Hi', citations: null }] },
      { content: [{ text: 'Hi', type: 'text' }], role: 'user' },
    ];
    assert.equal(digestsOf(...messages).size, 1);
  });

  it('changes with the order of members that a server writes into the prompt as they are', () => {
    const call = (input: object) => ({
      role: 'assistant',
      content: [{ type: 'tool_use', id: 't', name: 'f', input }],
    });
    assert.equal(digestsOf(call({ a: 1, b: 2 }), call({ b: 2, a: 1 })).size, 2);
    // What only looks like a mark is the tool's own.
    const own = partOf(call(mark));
    assert.equal(own.cacheMark, undefined);
    assert.equal(digestsOf(call(mark), call({})).size, 2);
  });

  it('is left out with all others of a prompt that can’t be written down', () => {
    const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
    const body = `{"messages":[{"role":"user","content":${deep}}]}`;
    const facts = findWireStyle('openai.chat').describeRequest(Buffer.from(body), url, {});
    assert.deepEqual([facts.messageCount, facts.prompt], [1, undefined]);
    assert.equal(partsOf({ messages: new Array(20_001).fill({}) }).length, 0);
  });
});
