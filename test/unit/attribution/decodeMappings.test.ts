import assert from 'node:assert/strict';
import { decodedMappings, type EncodedSourceMap, TraceMap } from '@jridgewell/trace-mapping';
import fc from 'fast-check';
import { decodeMap } from '../../../src/attribution/decodeMappings';

const map = (mappings: string): EncodedSourceMap => ({ version: 3, sources: [], names: [], mappings });
const whole = (mappings: string) => decodedMappings(new TraceMap(map(mappings)));

/** Segments that go on as those of a compiler do: columns grow within a line, the rest moves both ways. */
const segment = fc.constantFrom('A', 'C', 'IAAI', 'EACA,CAAC', 'UAEjBA', 'CCDFC', 'gBDCbD', 'MAmEnBE');
const line = fc.array(segment, { maxLength: 40 }).map((segments) => segments.join(','));
const mappings = fc.array(line, { maxLength: 40 }).map((lines) => lines.join(';'));

describe('decodeMap', () => {
  it('decodes as if it were done in one go, wherever the slices are cut', () =>
    fc.assert(
      fc.asyncProperty(mappings, fc.integer({ min: 1, max: 30 }), async (text, sliceChars) => {
        assert.deepEqual((await decodeMap(map(text), { sliceChars })).mappings, whole(text));
      }),
    ));

  it('keeps what else a map says', async () => {
    const { mappings, ...rest } = await decodeMap({ ...map('AAAA'), file: 'a.js', ignoreList: [1] });
    assert.deepEqual(rest, { version: 3, sources: [], names: [], file: 'a.js', ignoreList: [1] });
    assert.deepEqual(mappings, [[[0, 0, 0, 0]]]);
  });

  it('lets others have the thread after each slice', async () => {
    let turns = 0;
    const count = () => {
      turns++;
      next = setImmediate(count);
    };
    let next = setImmediate(count);
    const text = Array.from({ length: 1000 }, () => 'IAAIA').join(';');
    await decodeMap(map(text), { sliceChars: 100 });
    clearImmediate(next);
    assert.ok(turns >= text.length / 110, `${turns} turns`);
  });
});
