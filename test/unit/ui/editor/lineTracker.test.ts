import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { hashLine } from '../../../../src/base/lineHash';
import { LineTracker, type TextLines } from '../../../../src/ui/editor/lineTracker';

/** A text that is edited as an editor does, and tells the tracker. */
class EditedText implements TextLines {
  version = 1;
  readonly tracker = new LineTracker();

  constructor(private text: string) {}

  get lines(): string[] {
    return this.text.split('\n');
  }

  get lineCount(): number {
    return this.lines.length;
  }

  lineAt(line: number): { text: string } {
    const text = this.lines[line];
    if (text === undefined) throw new RangeError(`no line ${line}`);
    return { text };
  }

  /** Replaces [line, character] .. [line, character]. */
  edit(start: readonly [number, number], end: readonly [number, number], text: string): void {
    const offset = ([line, character]: readonly [number, number]) =>
      this.lines.slice(0, line).reduce((sum, { length }) => sum + length + 1, 0) + character;
    this.text = this.text.slice(0, offset(start)) + text + this.text.slice(offset(end));
    this.version++;
    const at = ([line, character]: readonly [number, number]) => ({ line, character });
    this.tracker.edit([{ range: { start: at(start), end: at(end) }, text }]);
  }

  /** Replaces the whole text behind the tracker's back. */
  swap(text: string): void {
    this.text = text;
    this.version++;
  }
}

const SOURCE = ['import x', '', 'function plan() {', '  return client.create({', '  });', '}'].join('\n');
const CALL = hashLine('  return client.create({');

function open(source = SOURCE): { text: EditedText; locate: () => { line: number; changed: boolean } } {
  const text = new EditedText(source);
  const locate = () => text.tracker.locate('site', { line: 3, hash: CALL }, text);
  return { text, locate };
}

describe('LineTracker', () => {
  it('finds an untouched line where it was', () => {
    assert.deepEqual(open().locate(), { line: 3, changed: false });
  });

  it('finds a line that moved while nobody watched', () => {
    const { locate } = open(`// licence\n// of three\n// lines\n${SOURCE}`);
    assert.deepEqual(locate(), { line: 6, changed: false });
  });

  it('does not choose between lines that look alike', () => {
    const { locate } = open(
      `  return client.create({\n${SOURCE.replace('create({', 'made({')}\n  return client.create({`,
    );
    assert.deepEqual(locate(), { line: 3, changed: true });
  });

  it('goes on following one of two lines that look alike through edits', () => {
    const { text, locate } = open(`${SOURCE}\n${SOURCE}`);
    locate();
    text.edit([0, 0], [0, 0], '\n\n\n\n\n');
    assert.deepEqual(locate(), { line: 8, changed: false });
  });

  it('takes a line that was only indented anew as unchanged', () => {
    const { text, locate } = open();
    locate();
    text.edit([3, 0], [3, 2], '\t\t');
    assert.deepEqual(locate(), { line: 3, changed: false });
  });

  it('says that a line has changed, and takes it back when the edit is undone', () => {
    const { text, locate } = open();
    locate();
    text.edit([3, 9], [3, 15], 'other');
    assert.deepEqual(locate(), { line: 3, changed: true });
    text.edit([3, 9], [3, 14], 'client');
    assert.deepEqual(locate(), { line: 3, changed: false });
  });

  for (const [what, start, end, inserted, line] of [
    ['a line break at its start', [3, 0], [3, 0], '\n', 4],
    ['a line break in its indentation', [3, 2], [3, 2], '\n', 4],
    ['a line break behind it', [3, 24], [3, 24], '\n', 3],
    ['lines pasted above', [1, 0], [1, 0], 'a\nb\n', 5],
    ['lines deleted above', [0, 0], [2, 0], '', 1],
    ['an edit below', [4, 0], [5, 0], 'x\ny\n', 3],
  ] as const) {
    it(`follows ${what}, though another line looks alike`, () => {
      const { text, locate } = open(`${SOURCE}\n${SOURCE}`);
      locate();
      text.edit(start, end, inserted);
      assert.deepEqual(locate(), { line, changed: false });
    });
  }

  it('finds a line that was cut and pasted elsewhere', () => {
    const { text, locate } = open();
    locate();
    text.edit([3, 0], [4, 0], '');
    assert.equal(locate().changed, true);
    text.edit([0, 0], [0, 0], '  return client.create({\n');
    assert.deepEqual(locate(), { line: 0, changed: false });
  });

  it('stays where the text was that swallowed the line, though another line looks alike', () => {
    const { text, locate } = open(`${SOURCE}\n${SOURCE}`);
    locate();
    text.edit([1, 0], [5, 0], 'other\n');
    assert.deepEqual(locate(), { line: 2, changed: true });
  });

  it('stays inside a text that has become shorter', () => {
    const { text, locate } = open();
    text.swap('gone');
    assert.deepEqual(locate(), { line: 0, changed: true });
  });

  it('goes by edits alone when the line was never read', () => {
    const text = new EditedText(SOURCE);
    const locate = () => text.tracker.locate('site', { line: 3 }, text);
    assert.deepEqual(locate(), { line: 3, changed: false });
    text.edit([0, 0], [0, 0], '\n');
    text.edit([4, 0], [4, 0], '\n');
    assert.deepEqual(locate(), { line: 5, changed: false });
    text.edit([5, 5], [5, 6], '');
    assert.deepEqual(locate(), { line: 5, changed: true });
  });

  it('never loses a line that is still there once, whatever the edits', () => {
    const edit = fc.record({
      from: fc.nat(9),
      length: fc.nat(3),
      text: fc.constantFrom('', '\n', 'x\ny\n', '  q = 1\n'),
    });
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 8 }), (edits) => {
        const { text, locate } = open();
        locate();
        for (const { from, length, text: inserted } of edits) {
          const start = Math.min(from, text.lineCount - 1);
          text.edit([start, 0], [Math.min(start + length, text.lineCount - 1), 0], inserted);
          const places = text.lines.flatMap((line, index) => (hashLine(line) === CALL ? [index] : []));
          assert.deepEqual(locate(), { line: places[0] ?? locate().line, changed: places.length === 0 });
        }
      }),
    );
  });
});
