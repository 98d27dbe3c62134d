import assert from 'node:assert/strict';
import fc from 'fast-check';
import { LineSplitter } from '../../../src/ingest/lineSplitter';

describe('LineSplitter', () => {
  it('gives the same lines however the bytes are cut', () => {
    const text = fc
      .array(fc.string({ unit: fc.constantFrom('a', 'é', '😀', '\n') }))
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, fc.array(fc.nat(40)), (whole, sizes) => {
        const splitter = new LineSplitter(1 << 20);
        const bytes = Buffer.from(whole);
        const buffer = Buffer.alloc(bytes.length);
        const lines: string[] = [];
        for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
          const end = Math.min(bytes.length, at + 1 + (sizes[turn % Math.max(1, sizes.length)] ?? 7));
          // Every piece comes in the same memory, as when reading a file.
          lines.push(...splitter.push(buffer.subarray(0, bytes.copy(buffer, 0, at, end))));
          at = end;
        }
        const rest = splitter.takeRest();
        assert.deepEqual([...lines, rest ?? ''], whole.split('\n'));
      }),
    );
  });

  it('gives a line that is too long as an empty one, and goes on behind it', () => {
    const splitter = new LineSplitter(10);
    assert.deepEqual(splitter.push(Buffer.from('short\n123456')), ['short']);
    assert.deepEqual(splitter.push(Buffer.from('7890123')), []);
    assert.deepEqual(splitter.push(Buffer.from('4\nnext\n')), ['', 'next']);
    assert.equal(splitter.takeRest(), undefined);
    assert.deepEqual(splitter.push(Buffer.from('12345678901')), []);
    assert.equal(splitter.takeRest(), '');
  });
});
