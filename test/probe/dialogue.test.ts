import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findWireStyle } from '../../src/decode/findWireStyle';
import type { DecodedResponse } from '../../src/decode/wireDecoder';
import { projectRoot } from '../support/projectRoot';
import { monotonicNow } from '../support/simulator/clock';
import { converse, openingFrame, sendingFrame } from './support/converse';
import { bodyText, type SpooledExchange } from './support/spool';

const create = { type: 'response.create', model: 'm' };
const created = (id: string, more = {}) => ({ type: 'response.created', response: { id }, ...more });
const delta = (text: string, more = {}) => ({ type: 'response.output_text.delta', delta: text, ...more });
const completed = (id: string, more = {}) => ({
  type: 'response.completed',
  response: { id, status: 'completed' },
  ...more,
});
const done = (id: string) => ({ type: 'response.done', response: { id, status: 'completed' } });

/** What a decoder makes of an exchange, each record with its own time. */
function decode(exchange: SpooledExchange): DecodedResponse {
  const style = findWireStyle(exchange.request.style ?? 'none');
  const facts = style.describeRequest(
    Buffer.from(bodyText(exchange.requestBody)),
    new URL(exchange.request.url),
    {},
  );
  const decoder = style.openResponse({ status: 101, headers: {} }, facts);
  for (const { b64, t } of exchange.data) decoder.push(Buffer.from(b64, 'base64'), t);
  decoder.end(exchange.end?.t ?? 0);
  return decoder.snapshot();
}

const textsOf = (exchanges: readonly SpooledExchange[]) => exchanges.map((one) => decode(one).text);
const endsOf = (exchanges: readonly SpooledExchange[]) =>
  exchanges.map(({ end }) => end && [end.how, end.code].filter(Boolean).join(' '));

describe('a dialogue over a WebSocket', () => {
  const responses = { style: 'openai.responses.ws' };
  const realtime = { style: 'openai.realtime.ws', url: 'wss://host/v1/realtime?model=gpt-realtime' };

  it('gives the lanes of the recorded Responses stream', () => {
    const { exchanges, expect } = replay('20-openai-responses-websocket', responses);
    const [first, second] = exchanges.map(decode);
    const { lanes, usage, endMarker, finishReason, model, responseId } = expect;
    assert.deepEqual(
      [first, second].map((one) => [one?.text, one?.usage?.outputTokens]),
      (lanes as { text: string; outputTokens: number }[]).map((lane) => [lane.text, lane.outputTokens]),
    );
    assert.ok(first);
    const { usage: u, endMarker: e, finishReason: f, model: m, responseId: r } = first;
    assert.deepEqual([u, e, f, m, r], [usage, endMarker, finishReason, model, responseId]);
    assert.deepEqual(endsOf(exchanges), ['eof', 'eof']);
  });

  it('gives the response of the recorded Realtime session', () => {
    const { exchanges, expect } = replay('21-openai-realtime-websocket', realtime);
    assert.equal(exchanges.length, 1);
    const { text, usage, endMarker, finishReason, responseId, undecoded } = decode(exchanges[0] as never);
    assert.deepEqual(
      { text, usage, endMarker, finishReason, responseId },
      {
        text: expect.text,
        usage: expect.usage,
        endMarker: expect.endMarker,
        finishReason: expect.finishReason,
        responseId: expect.responseId,
      },
    );
    assert.equal(undecoded, null);
  });

  it('keeps responses apart by their id where the program gave them no lane', () => {
    const { program, server, exchanges } = converse(realtime);
    program(create, create);
    server(created('a'), created('b'));
    server(delta('B1', { response_id: 'b' }), delta('A1', { response_id: 'a' }), done('b'));
    server(delta('late', { response_id: 'b' }), delta(' A2', { response_id: 'a' }), done('a'));
    assert.deepEqual(textsOf(exchanges()), ['A1 A2', 'B1']);
    assert.deepEqual(endsOf(exchanges()), ['eof', 'eof']);
  });

  it('takes what names no response for that which is under way', () => {
    const { program, server, exchanges } = converse(responses);
    program(create);
    server(created('a'), delta('first'), { type: 'keepalive' }, completed('a'));
    program(create, create);
    server(created('b'), delta('second'), completed('b'), created('c'), delta('third'), completed('c'));
    assert.deepEqual(textsOf(exchanges()), ['first', 'second', 'third']);
    assert.equal(decode(exchanges()[0] as SpooledExchange).pingCount, 1);
  });

  it('ends the response that an error is about', () => {
    const error = (event_id: string | null, more = {}) => ({
      type: 'error',
      error: { code: 'bad', message: 'No.', event_id },
      ...more,
    });
    const { program, server, exchanges } = converse(realtime);
    program(create);
    server(created('a'));
    program({ ...create, event_id: 'wrong' }, { type: 'session.update', event_id: 'other' });
    server(error('other'), error('wrong'), delta('goes on', { response_id: 'a' }), done('a'));
    assert.deepEqual(textsOf(exchanges()), ['goes on', '']);
    assert.deepEqual(
      exchanges().map((one) => decode(one).error?.type),
      [undefined, 'bad'],
    );

    const lanes = converse(responses);
    lanes.program({ ...create, stream_id: 'a' }, { ...create, stream_id: 'b' });
    lanes.server(created('a', { stream_id: 'a' }), error(null, { stream_id: 'b' }));
    lanes.server(completed('a', { stream_id: 'a' }));
    assert.deepEqual(
      lanes.exchanges().map((one) => decode(one).error?.type),
      [undefined, 'bad'],
    );
  });

  it('begins a response that nobody asked for when the server had heard enough', () => {
    const { program, server, exchanges } = converse(realtime);
    program({ type: 'input_audio_buffer.append', audio: '' });
    const before = monotonicNow();
    server({ type: 'input_audio_buffer.speech_stopped' });
    const after = monotonicNow();
    while (monotonicNow() < after + 5);
    server({ type: 'input_audio_buffer.committed' }, created('a'), done('a'));
    const [first] = exchanges();
    assert.ok(first);
    const { t } = first.request;
    // Its clock and ours are tied to each other once, by two readings.
    assert.ok(t > before - 1 && t < after + 1, `${before} ${t} ${after}`);
    assert.deepEqual(first.frames, [{ ...openingFrame, origin: 'stale' }]);
    assert.equal(decode(first).endMarker, 'response.done');
  });

  it('is placed where its message was sent, without certainty when it may have waited to be compressed', () => {
    for (const [compresses, origin] of [
      [false, sendingFrame.origin],
      [true, 'stale'],
    ] as const) {
      const { program, exchanges } = converse({ ...responses, compresses });
      program(create);
      assert.deepEqual(exchanges()[0]?.frames, [{ ...sendingFrame, origin }]);
    }
  });

  it('ends as its connection does', () => {
    const ends = [
      ['eof', ({ server }) => server(1000)],
      ['error close_1011', ({ server }) => server(1011)],
      ['abort', ({ program }) => program(1000)],
      ['abort', ({ conversation }) => conversation.ended('abort')],
      ['error ECONNRESET', ({ conversation }) => conversation.ended('error', { code: 'ECONNRESET' })],
    ] satisfies [string, (test: ReturnType<typeof converse>) => void][];
    for (const [end, bring] of ends) {
      const test = converse(responses);
      test.program(create, create);
      test.server(created('a'));
      bring(test);
      test.conversation.ended('eof');
      assert.deepEqual(endsOf(test.exchanges()), [end, end]);
    }
  });

  it('says that it is damaged when what is compressed can not be read, and goes on with what is not', () => {
    const test = converse({ ...responses, compresses: true });
    test.program(create);
    test.server(created('a'));
    for (let i = 0; i < 2; i++) test.conversation.read(Buffer.from([0xc1, 0x02, 0xff, 0xff]));
    test.server(delta('goes on'), completed('a'));
    assert.deepEqual(textsOf(test.exchanges()), ['goes on']);
    assert.deepEqual(test.losses(), ['damaged']);
  });

  it('says that it is damaged when what comes are no frames, and ends with its connection', () => {
    const test = converse(responses);
    test.program(create);
    test.server(created('a'));
    for (let i = 0; i < 2; i++) test.conversation.read(Buffer.from([0x91, 0x00]));
    test.conversation.ended('error', { code: 'WS_ERR_UNEXPECTED_RSV_2_3' });
    assert.deepEqual(endsOf(test.exchanges()), ['error WS_ERR_UNEXPECTED_RSV_2_3']);
    assert.deepEqual(test.losses(), ['damaged']);
  });

  it('is found out by its messages where its address says nothing', () => {
    const first = converse();
    first.program({ type: 'hello' }, create);
    assert.equal(first.exchanges()[0]?.request.style, 'openai.responses.ws');
    const second = converse();
    second.server({ type: 'session.created' });
    second.program(create);
    assert.equal(second.exchanges()[0]?.request.style, 'openai.realtime.ws');
    const third = converse();
    third.server({ type: 'session.created' });
    for (const one of [second, third]) for (let i = 0; i < 30; i++) one.program({ type: 'chat' });
    assert.ok(!second.gaveUp && !third.gaveUp);
  });

  it('is let go when nothing in it asks for a response', () => {
    const test = converse();
    for (let i = 0; i < 19; i++) test.program({ type: 'chat', text: 'response.create' });
    assert.ok(!test.gaveUp);
    test.program('anything');
    assert.ok(test.gaveUp);
    assert.deepEqual(test.exchanges(), []);
    const feed = converse();
    feed.program({ type: 'subscribe' });
    for (let i = 0; i < 49; i++) feed.server({ type: 'price' });
    assert.ok(!feed.gaveUp);
    feed.server([1, 2]);
    assert.ok(feed.gaveUp);
  });
});

/** Lets a recorded stream go by, with what the program said at its time. */
function replay(id: string, socket: Parameters<typeof converse>[0]) {
  const folder = join(projectRoot, 'test/fixtures/sockets');
  const sample = JSON.parse(readFileSync(join(folder, `${id}.json`), 'utf8')) as {
    reads: [number, number][];
    clientMessages: { atMs: number; text: unknown }[];
    expect: Record<string, unknown>;
  };
  const bytes = readFileSync(join(folder, `${id}.bin`));
  const test = converse(socket);
  const said = [...sample.clientMessages];
  let from = 0;
  for (const [at, length] of sample.reads) {
    while (said[0] && said[0].atMs <= at) test.program(said.shift()?.text);
    test.conversation.read(bytes.subarray(from, from + length));
    from += length;
  }
  return { exchanges: test.exchanges(), expect: sample.expect };
}
