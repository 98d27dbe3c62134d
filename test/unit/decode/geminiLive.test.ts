import assert from 'node:assert/strict';
import { decideOutcome } from '../../../src/decode/decideOutcome';
import { geminiLive } from '../../../src/decode/styles/geminiLive';
import type { DecodedResponse } from '../../../src/decode/wireDecoder';
import { EventFlag } from '../../../src/model/streamEvent';

const url = new URL('wss://generativelanguage.googleapis.com/ws/a.GenerativeService.BidiGenerateContent');

const asLines = (messages: readonly unknown[]) =>
  new TextEncoder().encode(messages.map((message) => `${JSON.stringify(message)}\n`).join(''));

/** Decodes messages that come a millisecond apart, each as a line. */
function decode(...messages: readonly object[]): DecodedResponse {
  const decoder = geminiLive.openResponse(
    { status: 101, headers: {} },
    geminiLive.describeRequest(new Uint8Array(), url, {}),
  );
  for (const [at, message] of messages.entries()) decoder.push(asLines([message]), at);
  decoder.end(messages.length);
  return decoder.snapshot();
}

const content = (serverContent: object, more: object = {}) => ({ serverContent, ...more });
const said = (...parts: readonly object[]) => content({ modelTurn: { role: 'model', parts } });
const outcomeOf = (decoded: DecodedResponse) => decideOutcome(decoded, 101, 'eof');
const flagsOf = (decoded: DecodedResponse) => decoded.events.map(({ flags }) => flags);

describe('decoding Gemini Live', () => {
  it('reads thoughts, sound, and what it says', () => {
    const decoded = decode(
      said({ text: 'Hm.', thought: true }),
      said({ inlineData: { mimeType: 'audio/pcm;rate=24000', data: 'AAAA' } }),
      content({ outputTranscription: { text: 'Hello' } }),
      content({ generationComplete: true }),
      content(
        { turnComplete: true },
        { usageMetadata: { promptTokenCount: 9, responseTokenCount: 4, thoughtsTokenCount: 2 } },
      ),
    );
    const { reasoning, audio, endMarker, usage } = EventFlag;
    assert.deepEqual(flagsOf(decoded), [reasoning, audio, audio, endMarker, usage]);
    assert.deepEqual([decoded.reasoning, decoded.endMarker], ['Hm.', 'generationComplete']);
    assert.deepEqual(decoded.usage, {
      inputTokens: 9,
      outputTokens: 6,
      cachedTokens: 0,
      cacheWriteTokens: 0,
      reasoningTokens: 2,
    });
    assert.equal(outcomeOf(decoded).outcome, 'complete');
  });

  it('says that nobody told of the prompt where nobody did', () => {
    const { usage } = decode({ usageMetadata: { responseTokenCount: 4 } });
    assert.deepEqual([usage?.inputTokens, usage?.outputTokens], [null, 4]);
  });

  it('reads text, and a turn that is only said to be complete', () => {
    const decoded = decode(said({ text: 'Hel' }), said({ text: 'lo' }), content({ turnComplete: true }));
    assert.deepEqual([decoded.text, decoded.endMarker, decoded.remarks], ['Hello', 'turnComplete', []]);
    assert.equal(outcomeOf(decoded).outcome, 'complete');
  });

  it('ends with the tools that it calls', () => {
    const functionCalls = [
      { name: 'look', id: 'a', args: { at: 1 } },
      { name: 'look', id: 'b', args: {} },
    ];
    const decoded = decode({ toolCall: { functionCalls } });
    assert.deepEqual(
      decoded.toolCalls.map(({ id, name, arguments: text }) => [id, name, text]),
      [
        ['a', 'look', '{"at":1}'],
        ['b', 'look', '{}'],
      ],
    );
    assert.equal(outcomeOf(decoded).outcome, 'complete');
  });

  it('tells how a turn ended', () => {
    const half = said({ text: 'Hel' });
    const interrupted = decode(half, content({ interrupted: true }), content({ turnComplete: true }));
    assert.deepEqual(
      [outcomeOf(interrupted).outcome, outcomeOf(interrupted).failure?.type],
      ['cancelled', 'interrupted'],
    );
    const turnCompleteReason = 'RESPONSE_REJECTED';
    assert.equal(
      decode(content({ turnComplete: true, turnCompleteReason })).finishReason,
      turnCompleteReason,
    );
    assert.equal(outcomeOf(decode(half)).outcome, 'truncated');
    assert.match(decode({ goAway: {} }).undecoded ?? '', /not those of a turn of Gemini Live/);
  });

  it('knows model and tools from what the session was opened with', () => {
    const setup = {
      model: 'models/gemini-live-x',
      generationConfig: { maxOutputTokens: 50 },
      tools: [{ functionDeclarations: [{ name: 'a' }, { name: 'b' }] }, { googleSearch: {} }],
    };
    const clientContent = { turns: [{ parts: [] }, { parts: [] }], turnComplete: true };
    const { bytes, bodyHash, prompt, ...facts } = geminiLive.describeRequest(
      asLines([{ setup }, { clientContent }]),
      url,
      {},
    );
    assert.deepEqual(JSON.parse(JSON.stringify(facts)), {
      streamed: true,
      model: 'gemini-live-x',
      messageCount: 2,
      toolCount: 2,
      maxOutputTokens: 50,
      continues: true,
    });
    assert.equal(geminiLive.describeRequest(new Uint8Array(), url, {}).streamed, true);
  });
});
