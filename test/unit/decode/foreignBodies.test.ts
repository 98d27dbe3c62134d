import assert from 'node:assert/strict';
import { sniffBody } from '../../../src/decode/body/sniffBody';
import {
  chunk,
  decodeDocument,
  decodeMessages,
  decodePieces,
  eventStream,
  json,
  ndjson,
  toSse,
} from './decodeText';

const sse = toSse(chunk({ content: 'Hi' }));
const document = JSON.stringify({ choices: [{ message: { content: 'Hi' }, finish_reason: 'stop' }] });

describe('telling what a body is', () => {
  it('goes by the first characters where they decide', () => {
    assert.equal(sniffBody('{"a":1}', 'text/event-stream', false), 'json');
    assert.equal(sniffBody('data: {}', 'application/json', false), 'sse');
    assert.equal(sniffBody(': hello', '', false), 'sse');
    assert.equal(sniffBody('<!DOCTYPE html>', 'application/json', false), 'html');
    assert.equal(sniffBody('<?xml version="1.0"?>', '', false), 'xml');
  });

  it('waits until they do', () => {
    assert.equal(sniffBody('dat', '', false), undefined);
    assert.equal(sniffBody('dat', '', true), 'text');
    assert.equal(sniffBody('<?x', '', false), undefined);
    assert.equal(sniffBody('', 'application/json', true), undefined);
  });

  it("goes by the content type where they don't", () => {
    assert.equal(sniffBody('x: 1\n', 'text/event-stream', false), 'sse');
    assert.equal(sniffBody('null', 'application/json', false), 'json');
    assert.equal(sniffBody('error code: 1020', 'text/plain', false), 'text');
  });
});

describe('bodies that are not what their head says', () => {
  it('reads a document that is announced as a stream, and the other way round', () => {
    const whole = decodePieces([document], { headers: eventStream });
    assert.equal(whole.text, 'Hi');
    assert.equal(whole.streamed, false);
    const streamed = decodePieces([sse.slice(0, 2), sse.slice(2)], { headers: json });
    assert.equal(streamed.text, 'Hi');
    assert.equal(streamed.streamed, true);
  });

  it('passes over blank lines before a body, and gives it the time at which it was whole', () => {
    const decoded = decodePieces(['\n', '\n\n', document, '\n'], { headers: json });
    assert.equal(decoded.text, 'Hi');
    assert.deepEqual(
      decoded.events.map(({ at }) => at),
      [2],
    );
  });

  it('says what it got instead of an API response', () => {
    const page = (body: string) =>
      decodePieces([body], { headers: { 'content-type': 'text/html' } }).undecoded;
    const ending = ', not an API response (is this a login page or a proxy?).';
    assert.equal(page('\n<!DOCTYPE html><html>Sign in</html>'), `The server answered HTML${ending}`);
    assert.equal(page('<?xml version="1.0"?><Error/>'), `The server answered XML${ending}`);
    assert.equal(page('id'), `The server answered plain text${ending}`);
    assert.equal(page('It works!'), `The server answered plain text${ending}`);
  });

  it('says when it is JSON of another kind', () => {
    const other = 'The server answered JSON that is not a Chat Completions answer.';
    assert.equal(decodeDocument({ status: 'ok' }).undecoded, other);
    assert.equal(decodeDocument([1, 2]).undecoded, other);
    assert.equal(decodeDocument('text').undecoded, other);
    assert.equal(
      decodeDocument({ choices: [] }, { style: 'anthropic.messages' }).undecoded,
      'The server answered JSON that is not a Messages answer.',
    );
    assert.equal(
      decodeDocument({ choices: [] }, { style: 'openai.responses' }).undecoded,
      'The server answered JSON that is not a Responses answer.',
    );
  });

  it('says when JSON is broken, but not when it is only cut', () => {
    assert.equal(
      decodePieces(['{"choices": oops}'], { headers: json }).undecoded,
      'The answer claims to be JSON and is not valid.',
    );
    assert.equal(decodePieces(['{"choices":[{"a":"}]}'], { headers: json }).undecoded, null);
    assert.equal(decodePieces(['{"a":"\\"}'], { headers: json }).undecoded, null);
  });

  it('says when the events of a stream are of another kind', () => {
    const other = 'The events of the stream are not those of a Chat Completions answer.';
    assert.equal(decodeMessages([{ type: 'message_start' }, { type: 'ping' }]).undecoded, other);
    assert.equal(decodeMessages(['not json', '[DONE]']).undecoded, other);
    assert.equal(decodeMessages([{ type: 'new' }, chunk({ content: 'Hi' })]).undecoded, null);
  });

  it('says when what claims to be a stream has no events', () => {
    const decoded = decodePieces(['Bad gateway\n'], { headers: eventStream });
    assert.equal(decoded.undecoded, 'What claims to be a stream of events is something else.');
    assert.equal(decodePieces([': waiting\n\n']).undecoded, null);
    assert.equal(decodePieces(['data: {"id":"c1","cho']).undecoded, null);
  });

  it('keeps reads and sizes of a style that is not decoded', () => {
    const decoded = decodePieces([sse, sse], { style: 'vercel.gateway' });
    assert.equal(decoded.undecoded, 'The style vercel.gateway is not decoded yet.');
    assert.equal(decoded.bytes, 2 * sse.length);
    assert.deepEqual(
      decoded.reads.map(({ at }) => at),
      [0, 1],
    );
    assert.equal(decoded.streamed, true);
  });
});

describe('streams that are JSON by the line', () => {
  const line = (content: string, more: Record<string, unknown> = {}) =>
    `${JSON.stringify({ model: 'm', message: { content }, done: false, ...more })}\n`;
  const last = line('b', { done: true });
  const decode = (pieces: readonly string[], headers: Record<string, string>, stream?: boolean) =>
    decodePieces(pieces, { style: 'ollama.chat', headers, request: { model: 'm', messages: [], stream } });

  it('are known by their content type, in every style', () => {
    for (const type of [
      'application/x-ndjson',
      'application/jsonl',
      'application/stream+json; charset=utf-8',
    ]) {
      assert.equal(sniffBody('{"a":1}', type, false), 'lines');
      const decoded = decodePieces([`${JSON.stringify(chunk({ content: 'Hi' }))}\n`], {
        headers: { 'content-type': type },
      });
      assert.deepEqual([decoded.text, decoded.streamed], ['Hi', true]);
    }
    assert.equal(sniffBody('{"a":1}', 'application/json', false), 'json');
  });

  it('are known by what was asked for where the head does not say so', () => {
    for (const headers of [json, eventStream, {}]) {
      const decoded = decode([line('a'), last], headers);
      assert.deepEqual([decoded.text, decoded.streamed, decoded.events.length], ['ab', true, 2]);
      assert.deepEqual(
        decoded.events.map(({ at }) => at),
        [0, 1],
      );
    }
  });

  it('are none where there is one line and nothing else says so', () => {
    assert.equal(decode([last], ndjson).streamed, true);
    assert.equal(decode([last.trimEnd()], json).streamed, false);
    assert.equal(decode([last], json, false).streamed, false);
    assert.equal(decode([last], json, false).text, 'b');
  });

  it('have an event a line, wherever they are cut, and blank lines are none', () => {
    const decoded = decode([line('a').slice(0, 9), line('a').slice(9), '\r\n\n', last.slice(0, -1)], ndjson);
    assert.deepEqual(
      decoded.events.map(({ at }) => at),
      [1, 3],
    );
    assert.deepEqual([decoded.text, decoded.endMarker, decoded.remarks.length], ['ab', 'done:true', 0]);
  });

  it('lose the half line that a cut connection leaves', () => {
    const decoded = decode([line('a'), last.slice(0, 20)], ndjson);
    assert.deepEqual([decoded.text, decoded.events.length, decoded.undecoded], ['a', 1, null]);
  });

  it('report failure as one document does', () => {
    const failed = decodePieces([`${JSON.stringify({ error: 'no such model' })}\n`], {
      style: 'ollama.chat',
      status: 404,
      headers: ndjson,
    });
    assert.deepEqual(failed.error, { type: 'http_404', message: 'no such model' });
  });
});

describe('what is unusual about a stream', () => {
  it('remarks on a last event without its blank line, and reads it', () => {
    const decoded = decodePieces([sse, sse.trimEnd()]);
    assert.equal(decoded.text, 'HiHi');
    assert.deepEqual(decoded.remarks, ['The last event is unterminated.']);
    assert.deepEqual(
      decoded.events.map(({ at }) => at),
      [0, 1],
    );
  });

  it('takes an end marker without its blank line', () => {
    assert.equal(decodePieces([sse, 'data: [DONE]']).endMarker, '[DONE]');
  });

  it('leaves out half an event', () => {
    const decoded = decodePieces([sse, sse.slice(0, 40)]);
    assert.equal(decoded.events.length, 1);
    assert.deepEqual(decoded.remarks, []);
  });

  it('remarks on a missing end marker when there is a finish reason', () => {
    const finish = chunk({}, { finish_reason: 'stop' });
    assert.deepEqual(decodeMessages([finish]).remarks, ['The stream ended with no end marker.']);
    assert.deepEqual(decodeMessages([finish, '[DONE]']).remarks, []);
    assert.deepEqual(decodeMessages([chunk({ content: 'Hi' })]).remarks, []);
  });

  it('finds nothing unusual in an event without data', () => {
    const decoded = decodePieces(['data\n\n', sse]);
    assert.equal(decoded.events.length, 2);
    assert.deepEqual(decoded.remarks, []);
  });

  it('remarks when there is too much to list', () => {
    const { events, remarks } = decodePieces(['data\n\n'.repeat(250_001)]);
    assert.equal(events.length, 250_000);
    assert.deepEqual(remarks, [
      'There were too many reads or events to list; the later ones are added together.',
    ]);
  });

  it('counts events that are not JSON and goes on', () => {
    const decoded = decodeMessages([chunk({ content: 'a' }), '{oops', chunk({ content: 'b' }), '[DONE]']);
    assert.equal(decoded.text, 'ab');
    assert.equal(decoded.events.length, 4);
    assert.deepEqual(decoded.remarks, ['Events that are not JSON: 1.']);
  });
});
