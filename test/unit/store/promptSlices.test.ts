import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { AttemptId } from '../../../src/base/units';
import type { PromptPart } from '../../../src/model/prompt';
import type { PackedPrompt } from '../../../src/protocol/traceFile';
import { PromptPacker, PromptUnpacker } from '../../../src/store/promptSlices';

type Prompt = readonly PromptPart[];
type Packed = PackedPrompt<PromptPart>;

const part = (digest: string): PromptPart => ({ kind: 'user', digest, chars: 1 });
const parts = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => part(`${from + i}`));
const nameOf = (index: number) => `p-${index}` as AttemptId;

function pack(prompts: readonly Prompt[]): Packed[] {
  const packer = new PromptPacker();
  return prompts.map((prompt, index) => packer.pack(nameOf(index), prompt));
}

/** As from a file; a line that can't be read is undefined. */
function unpack(packed: readonly (Packed | undefined)[]): (Prompt | undefined)[] {
  const unpacker = new PromptUnpacker();
  return packed.map(
    (pieces, index) => pieces && unpacker.unpack(nameOf(index), JSON.parse(JSON.stringify(pieces))),
  );
}

const pool = parts(0, 6);
const anyPrompts = fc.array(fc.array(fc.constantFrom(...pool), { maxLength: 12 }), { maxLength: 8 });

describe('prompts of a trace', () => {
  it('are read as they were written', () => {
    fc.assert(
      fc.property(anyPrompts, (prompts) => {
        assert.deepEqual(unpack(pack(prompts)), prompts);
      }),
      { seed: 5 },
    );
  });

  it('share the parts that they have in common', () => {
    const all = parts(0, 5);
    const [first, second] = unpack(pack([all.slice(0, 3), all]));
    assert.ok(first?.every((one, index) => one === second?.[index]));
  });

  it('are never read wrong where a line is lost: what hangs on it is left out', () => {
    fc.assert(
      fc.property(anyPrompts, fc.nat(), (prompts, lost) => {
        const packed: (Packed | undefined)[] = pack(prompts);
        packed[lost % (prompts.length + 1)] = undefined;
        for (const [index, read] of unpack(packed).entries()) {
          if (read) assert.deepEqual(read, prompts[index]);
        }
      }),
      { seed: 5 },
    );
  });

  it('are not told apart by a name that two of them have', () => {
    const packer = new PromptPacker();
    const [long, short] = [parts(0, 4), parts(2, 3)];
    const packed = [long, short, [...long, ...short]].map((prompt) => packer.pack(nameOf(1), prompt));
    const unpacker = new PromptUnpacker();
    const read = packed.map((pieces) => unpacker.unpack(nameOf(1), pieces));
    assert.deepEqual(read, [long, short, [...long, ...short]]);
  });

  it('can’t be made to fill all memory', () => {
    const unpacker = new PromptUnpacker();
    unpacker.unpack(nameOf(0), parts(0, 10));
    const sizes = Array.from({ length: 40 }, (_, index) => {
      const whole = [nameOf(index), 0, 10 * 2 ** index] as const;
      return unpacker.unpack(nameOf(index + 1), [whole, whole])?.length;
    });
    assert.deepEqual(sizes.slice(0, 2), [20, 40]);
    assert.equal(sizes.at(-1), undefined);
  });

  const steps = 200;
  const history = parts(0, 2 * steps);
  for (const [what, promptOf] of [
    ['grows with each turn', (step: number) => history.slice(0, 2 * step)],
    [
      'has another system prompt each turn',
      (step: number) => [part(`s${step}`), ...history.slice(0, 2 * step)],
    ],
    [
      'forgets its beginning',
      (step: number) => [...history.slice(0, 2), ...history.slice(2 + step, 2 + 2 * step)],
    ],
    [
      'takes turns with another one',
      (step: number) =>
        step % 2 ? history.slice(0, step) : [history[0], ...history.slice(300, 300 + step / 2)],
    ],
  ] as const) {
    it(`take room for what is new of a loop that ${what}`, () => {
      const prompts = Array.from({ length: steps }, (_, step) => promptOf(step + 1) as Prompt);
      const pieces = pack(prompts).flat();
      assert.ok(pieces.length <= 6 * steps, `${pieces.length} pieces`);
      assert.deepEqual(unpack(pack(prompts)), prompts);
    });
  }
});
