import assert from 'node:assert/strict';
import { findWireStyle } from '../../src/decode/findWireStyle';
import { converse, openingFrame, sendingFrame } from './support/converse';
import { bodyText, type SpooledExchange } from './support/spool';

const live = { style: 'gemini.live.ws' };
const setup = { setup: { model: 'models/live-x' } };
const ask = (text: string) => ({
  clientContent: { turns: [{ role: 'user', parts: [{ text }] }], turnComplete: true },
});
const speak = { realtimeInput: { audio: { mimeType: 'audio/pcm', data: 'AAAA' } } };
const toolResponse = (id: string) => ({ toolResponse: { functionResponses: [{ id, response: {} }] } });
const said = (text: string) => ({ serverContent: { modelTurn: { parts: [{ text }] } } });
const turnComplete = { serverContent: { turnComplete: true }, usageMetadata: { responseTokenCount: 3 } };
const interrupted = { serverContent: { interrupted: true } };
const toolCall = { toolCall: { functionCalls: [{ id: 'a', name: 'look', args: {} }] } };
const heard = { serverContent: { inputTranscription: { text: 'Where' } } };
const silence = { voiceActivity: { voiceActivityType: 'ACTIVITY_END' } };

/** What a decoder makes of an exchange. */
function decode({ request, requestBody, data }: SpooledExchange) {
  const style = findWireStyle(request.style ?? 'none');
  const facts = style.describeRequest(Buffer.from(bodyText(requestBody)), new URL(request.url), {});
  const decoder = style.openResponse({ status: 101, headers: {} }, facts);
  for (const { b64, t } of data) decoder.push(Buffer.from(b64, 'base64'), t);
  decoder.end(0);
  return { ...decoder.snapshot(), facts };
}

const textsOf = (exchanges: readonly SpooledExchange[]) => exchanges.map((one) => decode(one).text);
const endsOf = (exchanges: readonly SpooledExchange[]) =>
  exchanges.map(({ end }) => end && [end.how, end.code].filter(Boolean).join(' '));

describe('a session of Gemini Live', () => {
  it('is a call per turn, which knows what the session was opened with', () => {
    const { program, server, exchanges, losses } = converse(live);
    program(setup);
    server({ setupComplete: {} });
    program(ask('one'));
    server(said('first'), turnComplete, { sessionResumptionUpdate: {} });
    program(ask('two'));
    server(said('sec'), said('ond'), turnComplete);
    assert.deepEqual(textsOf(exchanges()), ['first', 'second']);
    for (const exchange of exchanges()) {
      const { facts, usage } = decode(exchange);
      assert.deepEqual(
        [facts.model, facts.messageCount, facts.streamed, usage?.outputTokens],
        ['live-x', 1, true, 3],
      );
      assert.equal(exchange.frames?.[0]?.file, sendingFrame.file);
    }
    assert.deepEqual(endsOf(exchanges()), ['eof', 'eof']);
    assert.deepEqual(losses(), []);
  });

  it('waits for context to be complete before it takes it for a question', () => {
    const { program, server, exchanges } = converse(live);
    program(setup, { clientContent: { turns: [], turnComplete: false } });
    assert.equal(exchanges().length, 0);
    program(ask('now'));
    server(said('a'), turnComplete);
    assert.equal(exchanges().length, 1);
  });

  it('ends a turn with the tools it calls, and begins one with their results, however many messages they are', () => {
    const { program, server, exchanges } = converse(live);
    program(setup, ask('one'));
    server(toolCall);
    assert.deepEqual(endsOf(exchanges()), ['eof']);
    program(toolResponse('a'), toolResponse('b'));
    server(said('done'), turnComplete);
    assert.deepEqual(textsOf(exchanges()), ['', 'done']);
    assert.equal(decode(exchanges()[0] as SpooledExchange).toolCalls[0]?.name, 'look');
    assert.deepEqual(endsOf(exchanges()), ['eof', 'eof']);
  });

  it('gives what comes after an interruption to what interrupted', () => {
    const { program, server, exchanges } = converse(live);
    program(setup, ask('one'));
    server(said('Long'));
    program(ask('stop'));
    server(interrupted, turnComplete, said('Yes?'), turnComplete);
    assert.deepEqual(textsOf(exchanges()), ['Long', 'Yes?']);
    assert.deepEqual(
      exchanges().map((one) => decode(one).finishReason),
      ['cancelled:interrupted', null],
    );
  });

  it('begins an answer to what was spoken when the server says that it heard the end', () => {
    const { program, server, exchanges } = converse(live);
    program(setup, speak, speak);
    server(heard, silence, heard);
    assert.equal(exchanges().length, 0);
    server(said('There'), turnComplete);
    const [exchange] = exchanges();
    assert.equal(exchanges().length, 1);
    assert.ok(exchange && exchange.request.t < (exchange.data[0]?.t ?? 0));
    assert.equal(decode(exchange).facts.model, 'live-x');
    assert.deepEqual(
      exchange.frames?.map(({ file, origin }) => [file, origin]),
      [[openingFrame.file, 'stale']],
    );
  });

  it('begins an answer to what was spoken with its first message where the server says nothing of that', () => {
    const { program, server, exchanges } = converse(live);
    program(setup, speak);
    server(said('There'), turnComplete);
    const [exchange] = exchanges();
    assert.equal(exchange?.request.t, exchange?.data[0]?.t);
  });

  it('asks with text, and with the end of an activity, as they come in real time', () => {
    for (const input of [{ text: 'Hi' }, { activityEnd: {} }]) {
      const { program, server, exchanges } = converse(live);
      program(setup, speak, { realtimeInput: input });
      server(said('a'), turnComplete);
      assert.equal(exchanges()[0]?.frames?.[0]?.file, sendingFrame.file);
    }
  });

  it('begins nothing with messages that are part of no answer', () => {
    const { program, server, exchanges } = converse(live);
    program(setup, speak, 5, { unknown: {} });
    server(heard, turnComplete, { usageMetadata: {} }, { goAway: {} }, [], 'text', { serverContent: 1 });
    assert.deepEqual(exchanges(), []);
  });

  it('ends what is open with the connection', () => {
    const { program, server, exchanges } = converse(live);
    program(setup, ask('one'));
    server(said('Hal'));
    program(ask('two'));
    server(1011);
    assert.deepEqual(endsOf(exchanges()), ['error close_1011', 'error close_1011']);
  });
});
