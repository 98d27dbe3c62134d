import assert from 'node:assert/strict';
import { decideOutcome } from '../../../src/decode/decideOutcome';
import type { DecodedResponse } from '../../../src/decode/wireDecoder';
import { EventFlag } from '../../../src/model/streamEvent';
import { decodeDocument, decodeMessages, decodePieces, json, type ResponseSetup } from './decodeText';

const gemini: ResponseSetup = { style: 'gemini.generate' };
const asArray: ResponseSetup = { ...gemini, headers: json };

/** A chunk whose first candidate has these parts. */
const said = (parts: readonly object[], more: object = {}) => ({
  candidates: [{ content: { role: 'model', parts }, index: 0, ...more }],
  modelVersion: 'gemini-x',
  responseId: 'r',
});
const stop = said([{ text: '' }], { finishReason: 'STOP' });
const flagsOf = (decoded: DecodedResponse) => decoded.events.map(({ flags }) => flags);
const outcomeOf = (decoded: DecodedResponse) => decideOutcome(decoded, 200, 'eof');

describe('decoding Gemini', () => {
  it('tells thoughts from answer, by part', () => {
    const decoded = decodeMessages(
      [said([{ text: 'Let me see.', thought: true }, { text: 'Here' }]), said([{ text: ' it is' }]), stop],
      gemini,
    );
    assert.deepEqual([decoded.reasoning, decoded.text], ['Let me see.', 'Here it is']);
    assert.equal(decoded.reasoningStream, 'summary');
    assert.deepEqual(flagsOf(decoded), [
      EventFlag.reasoning | EventFlag.text,
      EventFlag.text,
      EventFlag.finish,
    ]);
    assert.deepEqual([decoded.model, decoded.responseId], ['gemini-x', 'r']);
    assert.deepEqual(decoded.remarks, []);
  });

  it('takes signatures, citations and grounding for no output', () => {
    const decoded = decodeMessages(
      [
        said([{ thoughtSignature: 'c2ln' }, { fileData: { fileUri: 'gs://a' } }], { groundingMetadata: {} }),
        stop,
      ],
      gemini,
    );
    assert.deepEqual(flagsOf(decoded), [0, EventFlag.finish]);
  });

  it('tells calls of one function apart, with and without ids', () => {
    const call = (args: object, id?: string) => ({ functionCall: { name: 'look', args, ...(id && { id }) } });
    const decoded = decodeMessages(
      [said([call({ at: 1 }), call({ at: 2 })]), said([call({}, 'a'), call({ at: 4 }, 'b')]), stop],
      gemini,
    );
    assert.deepEqual(
      decoded.toolCalls.map(({ id, name, arguments: text }) => [id, name, text]),
      [
        [undefined, 'look', '{"at":1}'],
        [undefined, 'look', '{"at":2}'],
        ['a', 'look', '{}'],
        ['b', 'look', '{"at":4}'],
      ],
    );
    assert.equal(flagsOf(decoded)[0], EventFlag.tool | EventFlag.toolStart);
  });

  it('gives a call without arguments an empty object', () => {
    assert.equal(
      decodeMessages([said([{ functionCall: { name: 'f' } }])], gemini).toolCalls[0]?.arguments,
      '{}',
    );
  });

  it('puts together arguments that are streamed by their paths', () => {
    const call = (functionCall: object) => said([{ functionCall }]);
    const piece = (jsonPath: string, value: object) => ({ jsonPath, ...value });
    const decoded = decodeMessages(
      [
        call({ name: 'order', id: 'c', willContinue: true }),
        call({
          partialArgs: [piece('$.to', { stringValue: 'New "', willContinue: true })],
          willContinue: true,
        }),
        call({ partialArgs: [piece('$.to', { stringValue: 'York"' })], willContinue: true }),
        call({
          partialArgs: [
            piece('$.items[0].sku', { stringValue: 'B-2' }),
            piece('$.items[0].count', { numberValue: 2 }),
            piece("$.items[1]['sku']", { nullValue: 'NULL_VALUE' }),
            piece('$.fast', { boolValue: true }),
          ],
          willContinue: true,
        }),
        call({}),
        said([{ functionCall: { name: 'next', args: { a: 1 } } }]),
        stop,
      ],
      gemini,
    );
    assert.deepEqual(
      decoded.toolCalls.map((one) => [one.id, one.name, JSON.parse(one.arguments)]),
      [
        ['c', 'order', { to: 'New "York"', items: [{ sku: 'B-2', count: 2 }, { sku: null }], fast: true }],
        [undefined, 'next', { a: 1 }],
      ],
    );
    const { tool, toolStart, finish } = EventFlag;
    assert.deepEqual(flagsOf(decoded), [tool | toolStart, tool, tool, tool, tool, tool | toolStart, finish]);
  });

  it('counts sound, pictures and what runs on the server as output', () => {
    const inline = (mimeType: string) => ({ inlineData: { mimeType, data: 'AAAA' } });
    const decoded = decodeMessages(
      [
        said([inline('audio/pcm;rate=24000')]),
        said([inline('image/png')]),
        said([{ executableCode: { language: 'PYTHON', code: 'print(1)' } }]),
        said([{ codeExecutionResult: { outcome: 'OUTCOME_OK', output: '1\n' } }]),
        said([{ functionCall: { name: 'f', id: 'a', args: {} } }]),
        stop,
      ],
      gemini,
    );
    const { audio, image, tool, toolStart, finish } = EventFlag;
    assert.deepEqual(flagsOf(decoded), [audio, image, tool, tool, tool | toolStart, finish]);
    assert.deepEqual(decoded.toolCalls, [{ id: 'a', name: 'f', arguments: '{}', argumentChars: 2 }]);
  });

  it('keeps candidates apart', () => {
    const candidate = (index: number, text: string, more: object = {}) => ({
      index,
      content: { parts: [{ text }] },
      ...more,
    });
    const decoded = decodeMessages(
      [
        { candidates: [candidate(1, 'b'), candidate(0, 'a')] },
        { candidates: [candidate(1, 'B', { finishReason: 'MAX_TOKENS' })] },
        { candidates: [candidate(0, 'A', { finishReason: 'STOP' })] },
      ],
      gemini,
    );
    assert.deepEqual(decoded.choices, ['aA', 'bB']);
    assert.equal(decoded.finishReason, 'STOP');
  });

  it('adds thoughts to the output, and what tools brought to the input', () => {
    const usageMetadata = {
      promptTokenCount: 100,
      cachedContentTokenCount: 60,
      candidatesTokenCount: 20,
      thoughtsTokenCount: 5,
      toolUsePromptTokenCount: 30,
      totalTokenCount: 155,
    };
    const decoded = decodeMessages(
      [{ usageMetadata: { promptTokenCount: 90 } }, { ...stop, usageMetadata }],
      gemini,
    );
    assert.deepEqual(decoded.usage, {
      inputTokens: 130,
      outputTokens: 25,
      cachedTokens: 60,
      cacheWriteTokens: 0,
      reasoningTokens: 5,
    });
  });

  it('reads a whole answer', () => {
    const decoded = decodeDocument(
      { ...said([{ text: 'Hi' }], { finishReason: 'STOP' }), usageMetadata: { candidatesTokenCount: 1 } },
      gemini,
    );
    assert.deepEqual([decoded.text, decoded.streamed, decoded.finishReason], ['Hi', false, 'STOP']);
    assert.equal(outcomeOf(decoded).outcome, 'complete');
    assert.equal(
      decodeDocument({ name: 'models/x' }, gemini).undecoded,
      'The server answered JSON that is not a Gemini answer.',
    );
  });

  it('reads what Code Assist wraps', () => {
    const decoded = decodeMessages(
      [
        { response: said([{ text: 'Hi' }]), traceId: 't' },
        { response: { ...stop, usageMetadata: { candidatesTokenCount: 2 } } },
      ],
      gemini,
    );
    assert.deepEqual([decoded.text, decoded.usage?.outputTokens, decoded.model], ['Hi', 2, 'gemini-x']);
    assert.equal(outcomeOf(decoded).outcome, 'complete');
  });

  it('takes a stream without a reason for its end for cut', () => {
    assert.equal(outcomeOf(decodeMessages([said([{ text: 'Hal' }])], gemini)).outcome, 'truncated');
    const unsaid = said([{ text: 'Hal' }], { finishReason: 'FINISH_REASON_UNSPECIFIED' });
    assert.equal(outcomeOf(decodeMessages([unsaid], gemini)).outcome, 'truncated');
  });

  it('tells errors, alone, in the midst, in an array, and with a status of their own', () => {
    const error = { error: { code: 503, message: 'Overloaded.', status: 'UNAVAILABLE' } };
    const failure = { type: 'UNAVAILABLE', message: 'Overloaded.' };
    const half = said([{ text: 'Hal' }]);
    const cases: readonly [DecodedResponse, string][] = [
      [decodeMessages([half, error], gemini), 'Hal'],
      [decodePieces([JSON.stringify([half, error])], asArray), 'Hal'],
      [decodePieces([JSON.stringify([error])], asArray), ''],
      [decodePieces([JSON.stringify([error])], { ...asArray, status: 503 }), ''],
      [decodeDocument(error, { ...gemini, status: 503 }), ''],
    ];
    for (const [decoded, text] of cases) {
      assert.deepEqual(decoded.error, failure);
      assert.equal(decoded.text, text);
      assert.equal(outcomeOf(decoded).outcome, 'error');
    }
  });
});

describe('a stream that is one growing array', () => {
  it('gives each element the time of its closing brace', () => {
    const decoded = decodePieces(
      [
        '[',
        JSON.stringify(said([{ text: '}]"\\' }])),
        ',\r\n',
        JSON.stringify(stop).slice(0, 9),
        JSON.stringify(stop).slice(9),
        '\n]',
      ],
      asArray,
    );
    assert.deepEqual(
      decoded.events.map(({ at }) => at),
      [1, 4],
    );
    assert.deepEqual([decoded.text, decoded.streamed], ['}]"\\', true]);
    assert.equal(outcomeOf(decoded).outcome, 'complete');
  });

  it('is not taken in by what is said in it, wherever it is cut', () => {
    const text = 'a\\"]}]}]';
    const body = JSON.stringify([said([{ text }]), stop]);
    const decoded = decodePieces([...body], asArray);
    assert.deepEqual([decoded.text, decoded.events.length], [text, 2]);
  });

  it('leaves out half an element, and says when elements are of another kind', () => {
    const cut = decodePieces(
      [`[${JSON.stringify(said([{ text: 'a' }]))},{"candidates":[{"finishReason":"ST`],
      asArray,
    );
    assert.deepEqual([cut.text, cut.events.length, outcomeOf(cut).outcome], ['a', 1, 'truncated']);
    const strange = decodePieces(['[{"id":1},[2],{"id":3}]'], asArray);
    assert.equal(strange.undecoded, 'The events of the stream are not those of a Gemini answer.');
    assert.equal(strange.events.length, 3);
  });

  it('says nothing of an empty array, and passes over what is no element', () => {
    assert.equal(decodePieces(['[]'], asArray).undecoded, null);
    const stray = decodePieces([`[1,"{",null,${JSON.stringify(stop)}]]} {`], asArray);
    assert.deepEqual([stray.finishReason, stray.events.length], ['STOP', 1]);
  });

  it('leaves out an element over the limit and reads the next', () => {
    const piece = new Uint8Array(1024 * 1024).fill(0x78);
    const decoded = decodePieces(
      ['[{"a":"', ...Array(17).fill(piece), '"},', JSON.stringify(said([{ text: 'b' }])), ']'],
      asArray,
    );
    assert.equal(decoded.text, 'b');
    assert.match(
      decoded.remarks.join(),
      /^Events of more than 16777216 characters or 100000 lines, left out: 1\./,
    );
  });

  it('survives brackets without end', () => {
    for (const bracket of ['[', '{', '[{"candidates":', ']']) {
      const decoded = decodePieces(['[', bracket.repeat(200_000)], asArray);
      assert.equal(decoded.text, '');
    }
  });

  it('is one document to a style that has no such streams', () => {
    const decoded = decodePieces([JSON.stringify([stop])], { style: 'openai.chat', headers: json });
    assert.equal(decoded.streamed, false);
  });
});
