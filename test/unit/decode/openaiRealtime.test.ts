import assert from 'node:assert/strict';
import { decideOutcome } from '../../../src/decode/decideOutcome';
import { openaiRealtime } from '../../../src/decode/styles/openaiRealtime';
import { openaiResponsesWs } from '../../../src/decode/styles/openaiResponses';
import type { DecodedResponse, WireStyle } from '../../../src/decode/wireDecoder';
import { EventFlag } from '../../../src/model/streamEvent';

const url = new URL('wss://api.openai.com/v1/realtime?model=gpt-realtime');

/** Decodes messages that come a millisecond apart, each as a line. */
function decode(messages: readonly object[], style: WireStyle = openaiRealtime): DecodedResponse {
  const facts = style.describeRequest(new Uint8Array(), url, {});
  const decoder = style.openResponse({ status: 101, headers: {} }, facts);
  for (const [at, message] of messages.entries()) {
    decoder.push(new TextEncoder().encode(`${JSON.stringify(message)}\n`), at);
  }
  decoder.end(messages.length);
  return decoder.snapshot();
}

const done = (response: object) => ({ type: 'response.done', response: { id: 'r', ...response } });
const outcomeOf = (decoded: DecodedResponse) => decideOutcome(decoded, 101, 'eof');
const flagsOf = (decoded: DecodedResponse) => decoded.events.map(({ flags }) => flags);

describe('decoding Realtime', () => {
  it('reads sound and what it says, in today’s names and in those of the beta', () => {
    for (const [sound, words] of [
      ['response.output_audio.delta', 'response.output_audio_transcript.delta'],
      ['response.audio.delta', 'response.audio_transcript.delta'],
    ]) {
      const decoded = decode([
        { type: 'response.created', response: { id: 'r' } },
        { type: words, response_id: 'r', delta: 'Hello' },
        { type: sound, response_id: 'r', delta: 'UklGRg==' },
        { type: 'response.output_audio.done', response_id: 'r' },
        done({ status: 'completed' }),
      ]);
      const end = EventFlag.finish | EventFlag.endMarker;
      assert.deepEqual(flagsOf(decoded), [0, EventFlag.audio, EventFlag.audio, 0, end]);
      assert.deepEqual(
        decoded.events.map(({ at, chars }) => [at, chars]),
        [
          [0, 0],
          [1, 5],
          [2, 0],
          [3, 0],
          [4, 0],
        ],
      );
      assert.equal(outcomeOf(decoded).outcome, 'complete');
    }
  });

  it('reads a tool call from the event that names it', () => {
    const decoded = decode([
      {
        type: 'response.output_item.added',
        output_index: 0,
        item: { id: 'i', type: 'function_call', name: 'look', call_id: 'c' },
      },
      {
        type: 'response.function_call_arguments.delta',
        output_index: 0,
        item_id: 'i',
        call_id: 'c',
        delta: '{"at":',
      },
      {
        type: 'response.function_call_arguments.delta',
        output_index: 0,
        item_id: 'i',
        call_id: 'c',
        delta: '1}',
      },
      done({ status: 'completed' }),
    ]);
    assert.deepEqual(decoded.toolCalls, [{ id: 'c', name: 'look', arguments: '{"at":1}', argumentChars: 8 }]);
    assert.equal(flagsOf(decoded)[0], EventFlag.tool | EventFlag.toolStart);
  });

  it('counts tokens as the server does', () => {
    const usage = {
      input_tokens: 30,
      output_tokens: 10,
      input_token_details: { cached_tokens: 20, text_tokens: 10, audio_tokens: 20 },
      output_token_details: { text_tokens: 2, audio_tokens: 8 },
    };
    assert.deepEqual(decode([done({ status: 'completed', usage })]).usage, {
      inputTokens: 30,
      outputTokens: 10,
      cachedTokens: 20,
      cacheWriteTokens: 0,
      reasoningTokens: null,
    });
  });

  it('tells how a response ended', () => {
    const cases: readonly [response: object, outcome: string, reason: string, type?: string][] = [
      [{ status: 'completed', usage: {} }, 'complete', 'completed'],
      [
        { status: 'incomplete', status_details: { reason: 'max_output_tokens' }, usage: {} },
        'complete',
        'incomplete:max_output_tokens',
      ],
      [
        { status: 'cancelled', status_details: { reason: 'turn_detected' } },
        'cancelled',
        'cancelled:turn_detected',
        'turn_detected',
      ],
      [{ status: 'cancelled' }, 'cancelled', 'cancelled'],
      [
        { status: 'failed', status_details: { error: { type: 'server_error', message: 'No.' } } },
        'error',
        'failed',
        'server_error',
      ],
      [{ status: 'failed' }, 'error', 'failed', 'failed'],
    ];
    for (const [response, outcome, reason, type] of cases) {
      const decoded = decode([done(response)]);
      const verdict = outcomeOf(decoded);
      assert.deepEqual(
        [verdict.outcome, decoded.finishReason, verdict.failure?.type],
        [outcome, reason, type],
        JSON.stringify(response),
      );
    }
  });

  it('takes what was not streamed from the last event', () => {
    const output = [{ type: 'message', content: [{ type: 'output_text', text: 'All at once' }] }];
    assert.equal(decode([done({ status: 'completed', output })]).text, 'All at once');
  });

  it('knows the model from the address, and what the response was asked for', () => {
    const body = {
      type: 'response.create',
      response: { input: [{}, {}], tools: [{}], max_output_tokens: 100 },
    };
    const bytes = new TextEncoder().encode(JSON.stringify(body));
    const { model, streamed, messageCount, toolCount, maxOutputTokens } = openaiRealtime.describeRequest(
      bytes,
      url,
      {},
    );
    assert.deepEqual(
      [model, streamed, messageCount, toolCount, maxOutputTokens],
      ['gpt-realtime', true, 2, 1, 100],
    );
    assert.equal(openaiRealtime.describeRequest(new Uint8Array(), url, {}).model, 'gpt-realtime');
  });
});

describe('decoding Responses over a WebSocket', () => {
  it('reads each line as an event, however the lines are cut', () => {
    const lines = [
      { type: 'response.created', response: { id: 'r', model: 'm' } },
      { type: 'response.output_text.delta', output_index: 0, delta: 'Grüße' },
      { type: 'response.completed', response: { id: 'r', status: 'completed' } },
    ].map((message) => `${JSON.stringify(message)}\n`);
    const bytes = new TextEncoder().encode(lines.join(''));
    for (const size of [1, 7, bytes.length]) {
      const decoder = openaiResponsesWs.openResponse(
        { status: 101, headers: {} },
        { bytes: 0, streamed: true },
      );
      for (let at = 0; at < bytes.length; at += size) decoder.push(bytes.subarray(at, at + size), at);
      decoder.end(bytes.length);
      const { text, events, streamed, undecoded, remarks, model } = decoder.snapshot();
      assert.deepEqual([text, events.length, streamed, undecoded, model], ['Grüße', 3, true, null, 'm']);
      assert.deepEqual(remarks, []);
    }
  });

  it('tells the error that an event reports', () => {
    const error = { type: 'error', status: 429, error: { code: 'rate_limit_exceeded', message: 'Slowly.' } };
    const decoded = decode([error], openaiResponsesWs);
    assert.deepEqual(outcomeOf(decoded), {
      outcome: 'error',
      failure: { type: 'rate_limit_exceeded', message: 'Slowly.' },
    });
  });

  it('says when the connection ended before the answer did', () => {
    const decoded = decode([{ type: 'response.output_text.delta', delta: 'half' }], openaiResponsesWs);
    assert.equal(outcomeOf(decoded).outcome, 'truncated');
    const strange = decode([{ hello: 'there' }], openaiResponsesWs);
    assert.match(strange.undecoded ?? '', /not those of a Responses answer/);
  });
});
