import assert from 'node:assert/strict';
import fc from 'fast-check';
import { StreamLog } from '../../../src/decode/answer/streamLog';
import { wireStyles } from '../../../src/decode/findWireStyle';
import { maxKeptChars } from '../../../src/decode/limits';
import {
  chunk,
  decodeMessages,
  decodePieces,
  eventStream,
  json,
  ndjson,
  openResponse,
  toSse,
} from './decodeText';
import { assertSound } from './properties/soundness';

/** Any JSON, with the names in it that decoders look for. */
const wireNames = fc.constantFrom(
  ...[
    'type',
    'choices',
    'delta',
    'message',
    'content',
    'tool_calls',
    'function',
    'arguments',
    'index',
    'usage',
  ],
  ...[
    'error',
    'item',
    'response',
    'output',
    'content_block',
    'input',
    'reasoning_details',
    'name',
    'id',
    'status',
  ],
  ...[
    'event',
    'event_type',
    'tool_call_delta',
    'parameters',
    'tool_plan',
    'stats',
    'result',
    'tool',
    'meta',
    'tokens',
    'billed_units',
    'text',
    'x_groq',
    'provider',
    'reasoning_steps',
    'thinking',
    'thought',
  ],
  ...[
    'audio',
    'finish_reason',
    'stop_reason',
    'output_index',
    'summary',
    'done',
    'stop',
    'timings',
    'token',
    'generated_text',
    'details',
    'special',
    'prompt_eval_count',
    'total_duration',
    '__proto__',
    'constructor',
    'toString',
  ],
);
const wireTypes = fc.constantFrom(
  ...[
    'response.completed',
    'response.output_item.added',
    'response.output_item.done',
    'message_start',
    'error',
  ],
  ...[
    'response.function_call_arguments.delta',
    'content_block_start',
    'content_block_delta',
    'message_delta',
  ],
  ...[
    'message-start',
    'content-delta',
    'tool-call-start',
    'tool-call-delta',
    'message-end',
    'tool-calls-chunk',
    'tool-calls-generation',
    'stream-end',
    'chat.start',
    'tool_call.start',
    'tool_call.arguments',
    'message.delta',
    'chat.end',
  ],
  ...[
    'function_call',
    'tool_use',
    'text',
    'text_delta',
    'input_json_delta',
    'message',
    'reasoning',
    '__proto__',
  ],
);
const { value: wireJson } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    wireTypes,
    fc.constantFrom(null, true, 0, -1, 3, 1.5, 1e300, '', 'a'),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(wireNames, tie('value'), { maxKeys: 6, noNullPrototype: true }),
  ),
}));

describe('hostile bodies', () => {
  it('survives any JSON, streamed or not, in every style', () => {
    const styles = wireStyles.map(({ id }) => id);
    fc.assert(
      fc.property(
        fc.constantFrom(...styles),
        fc.array(wireJson, { maxLength: 5 }),
        fc.constantFrom(200, 500),
        (style, values, status) => {
          assertSound(decodeMessages(values, { style, status }));
          const lines = values.map((value) => `${JSON.stringify(value)}\n`);
          assertSound(decodePieces(lines, { style, status, headers: ndjson }));
          for (const value of values)
            assertSound(decodePieces([JSON.stringify(value)], { style, status, headers: json }));
        },
      ),
      { numRuns: 1500, seed: 1 },
    );
  });

  it('survives any bytes under any head', () => {
    const types = ['text/event-stream', 'application/json', 'text/html', ''];
    const encodings = ['gzip', 'deflate', 'br', 'zstd', 'identity', 'no, such'];
    fc.assert(
      fc.property(
        fc.constantFrom(...types),
        fc.constantFrom(...encodings),
        fc.array(fc.uint8Array({ maxLength: 60 }), { maxLength: 8 }),
        (type, encoding, pieces) => {
          assertSound(
            decodePieces(pieces, { headers: { 'content-type': type, 'content-encoding': encoding } }),
          );
        },
      ),
      { numRuns: 1000, seed: 1 },
    );
  });

  it('keeps the first part of an endless answer, and counts all of it', () => {
    const content = 'x'.repeat(64 * 1024);
    const tool = { index: 0, id: 'a', function: { name: 'f', arguments: content } };
    const delta = { content, reasoning: content, refusal: content, tool_calls: [tool] };
    const decoded = decodeMessages(Array.from({ length: 20 }, () => chunk(delta)));
    const call = decoded.toolCalls[0];
    const kept = [decoded.text, decoded.reasoning, decoded.refusal, call?.arguments ?? ''];
    assert.equal(
      kept.reduce((sum, text) => sum + text.length, 0),
      maxKeptChars,
    );
    assert.equal(decoded.textChars, 2 * 20 * content.length);
    assert.equal(decoded.reasoningChars, 20 * content.length);
    assert.equal(call?.argumentChars, 20 * content.length);
    assert.equal(decoded.events.length, 20);
    assert.equal(decoded.events[19]?.chars, 4 * content.length);
  });

  it('keeps a bounded number of choices, tool calls and names', () => {
    const call = (index: number) => ({
      index,
      id: `i${index}`,
      function: { name: 'n'.repeat(1000), arguments: '{}' },
    });
    const flood = Array.from({ length: 3000 }, (_, index) => ({
      choices: [
        { index: 0, delta: { tool_calls: [call(index)] } },
        { index, delta: { content: 'x' } },
      ],
    }));
    const decoded = decodeMessages(flood);
    assert.equal(decoded.toolCalls.length, 1000);
    assert.equal(decoded.choices?.length, 1000);
    assert.equal(decoded.toolCalls[0]?.name.length, 256);
    assert.equal(decoded.textChars, 3000);
  });

  it('leaves out one endless event and reads the next', () => {
    const piece = new Uint8Array(1024 * 1024).fill(0x78);
    const pieces = [
      toSse(chunk({ content: 'a' })),
      'data: ',
      ...Array(20).fill(piece),
      '\n\n',
      toSse(chunk({ content: 'b' })),
    ];
    const decoded = decodePieces(pieces);
    assert.equal(decoded.text, 'ab');
    assert.equal(decoded.events.length, 3);
    assert.equal(decoded.bytes, 20 * piece.length + pieces[0].length + pieces.at(-1).length + 8);
    assert.match(
      decoded.remarks.join(),
      /^Events of more than 16777216 characters or 100000 lines, left out: 1\./,
    );
  });

  it('leaves out an event of endless lines and reads the next, however many comments came', () => {
    const lines = 'data:\n'.repeat(1000);
    const comments = ': x\n'.repeat(1000);
    const pieces = [
      ...Array(150).fill(comments),
      ...Array(101).fill(lines),
      '\n\n',
      toSse(chunk({ content: 'b' })),
    ];
    const decoded = decodePieces(pieces);
    assert.equal(decoded.text, 'b');
    assert.equal(decoded.commentCount, 150_000);
    assert.equal(decoded.events.length, 2);
    assert.equal(decodePieces([...pieces.slice(0, 249), '\n\n']).remarks.length, 0);
  });

  it('leaves out an endless document', () => {
    const piece = new Uint8Array(1024 * 1024).fill(0x5b);
    const decoded = decodePieces(Array(17).fill(piece), { headers: json });
    assert.equal(decoded.undecoded, 'The answer has more than 16777216 characters and was not read.');
    assert.equal(decoded.bytes, 17 * piece.length);
  });

  it('never fails on a decoder that is used out of turn', () => {
    const decoder = openResponse();
    decoder.end(0);
    decoder.end(1);
    decoder.push(new TextEncoder().encode(toSse(chunk({ content: 'a' }))), 2);
    assert.equal(decoder.snapshot().bytes, 0);
  });
});

describe('StreamLog', () => {
  it('adds what is over its limit to the last entry, so that sums and last times stay right', () => {
    const log = new StreamLog(2);
    for (let at = 1; at <= 4; at += 1) {
      log.addRead(at, 10);
      log.addEvent(log.lastRead, 1 << at, 5);
    }
    assert.deepEqual(log.copy(), {
      reads: [
        { at: 1, bytes: 10 },
        { at: 4, bytes: 30 },
      ],
      events: [
        { at: 1, read: 0, flags: 2, chars: 5 },
        { at: 4, read: 1, flags: 28, chars: 15 },
      ],
    });
    assert.equal(log.bytes, 40);
    assert.equal(log.isOver, true);
  });
});

describe('snapshots', () => {
  it('are the same until more is known, and never change', () => {
    const decoder = openResponse({ headers: eventStream });
    const push = (content: string, at: number) =>
      decoder.push(new TextEncoder().encode(toSse(chunk({ content }))), at);
    push('a', 1);
    const first = decoder.snapshot();
    assert.equal(decoder.snapshot(), first);
    const copy = structuredClone(first);
    push('b', 2);
    assert.deepEqual(first, copy);
    assert.equal(decoder.snapshot().text, 'ab');
    assert.equal(decoder.snapshot().undecoded, null);
  });
});
