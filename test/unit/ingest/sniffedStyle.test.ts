import assert from 'node:assert/strict';
import { findWireStyle } from '../../../src/decode/findWireStyle';
import type { DecodedResponse, WireStyle } from '../../../src/decode/wireDecoder';
import { sniffedStyle } from '../../../src/ingest/sniffedStyle';
import { recogniseWireStyle } from '../../../src/protocol/llmPaths';
import { readSamples, type Sample } from '../decode/samples';

/** Decodes a sample as if its path said nothing about it. */
function decode(style: WireStyle, { request, response, bytes, reads, closedAtMs }: Sample): DecodedResponse {
  const body = new TextEncoder().encode(JSON.stringify(request.body));
  const url = new URL('https://gateway.example/my/llm');
  const decoder = style.openResponse(response, style.describeRequest(body, url, request.headers));
  let from = 0;
  for (const [at, length] of reads) {
    decoder.push(bytes.subarray(from, from + length), at);
    from += length;
  }
  decoder.end(closedAtMs);
  return decoder.snapshot();
}

/** Answers without any message have nothing to tell their style by. */
const wordless = ['12-', '13-'];

describe('sniffedStyle', () => {
  for (const sample of readSamples().filter(({ id }) => !wordless.some((start) => id.startsWith(start)))) {
    it(`decodes ${sample.id} as if its path were known`, () => {
      const { host, pathname } = new URL(`https://${sample.request.host}${sample.request.path}`);
      const named = findWireStyle(recogniseWireStyle('POST', host, pathname) ?? '');
      const style = sniffedStyle();
      assert.deepEqual(decode(style, sample), decode(named, sample));
      assert.equal(style.id, named.id);
    });
  }

  const head = { status: 200, headers: { 'content-type': 'text/event-stream' } };
  const facts = { bytes: 0, streamed: true };
  const bytes = (text: string) => new TextEncoder().encode(text);

  it('keeps times and sizes of what it does not know', () => {
    const style = sniffedStyle();
    const decoder = style.openResponse(head, facts);
    decoder.push(bytes('data: {"tick":1}\n\n'), 5);
    decoder.end(9);
    const { reads, undecoded } = decoder.snapshot();
    assert.deepEqual(reads, [{ at: 5, bytes: 18 }]);
    assert.equal(undecoded, 'What is spoken there is none of the known wire styles.');
    assert.equal(style.id, 'unknown');
  });

  it('waits for the first words of an answer that comes in small pieces', () => {
    const decoder = sniffedStyle().openResponse(head, facts);
    const stream =
      'data: {"object":"chat.completion.chunk","choices":[{"index":0,"delta":{"content":"hi"}}]}\n\n';
    [...stream].forEach((letter, at) => {
      decoder.push(bytes(letter), at);
    });
    assert.equal(decoder.snapshot().text, 'hi');
    assert.equal(decoder.snapshot().reads.length, stream.length);
  });

  it('does not share what it learnt between exchanges', () => {
    const [one, other] = [sniffedStyle(), sniffedStyle()];
    one.openResponse(head, facts).push(bytes('data: {"type":"message_start"}\n\n'), 1);
    assert.deepEqual([one.id, other.id], ['anthropic.messages', 'unknown']);
  });
});
