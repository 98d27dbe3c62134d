import assert from 'node:assert/strict';
import { judgeAnswer } from '../../../../src/completion/suite/judgeAnswer';
import type { Expectation } from '../../../../src/completion/suite/suite';
import { parsedLanguages } from '../../../../src/completion/suite/syntaxFaults';

function judgeText(expectation: Expectation, answer: string) {
  return judgeAnswer(expectation, { prefix: '', suffix: '', answer });
}

/** @param code with the answer between ‹ and › */
function judgeCode(language: string, code: string) {
  const [prefix = '', answer = '', suffix = ''] = code.split(/[‹›]/);
  return judgeAnswer({ kind: 'parses', language }, { prefix, suffix, answer });
}

const fits: readonly (readonly [language: string, code: string])[] = [
  ['javascript', 'const a = ‹1 + 2›;'],
  ['javascript', 'function f() {\n  return ‹a;\n}›\n'],
  ['javascript', 'if (a) {‹›}'],
  ['javascript', 'const s = ‹"it\'s"›;'],
  ['javascript', 'const a = ‹<p>text</p>›;'],
  ['javascriptreact', 'const a = <p>‹text</p>›;'],
  ['typescript', 'function f(a: ‹number): string›{ return ""; }'],
  ['typescript', 'class A {\n  ‹private readonly b = 1;›\n}'],
  ['typescriptreact', 'const a = (b: string) => <Item key=‹{b} />›;'],
  ['python', 'def f(a):\n    ‹return a›\n\n\nx = f(1)\n'],
  ['python', "x = ‹f\"{a}\" + '''b\nc''' + r\"d\"›\n"],
  ['python', 'if a:\n    b()\n‹else:\n    c()›\n'],
  ['json', '{ "a": ‹[1, 2]› }'],
  ['jsonc', '{ "a": ‹1, // one\n› }'],
];

const breaks: readonly (readonly [language: string, code: string, because: RegExp])[] = [
  ['javascript', 'const a = ‹1 +›;', /1:14, behind the answer/],
  ['javascript', 'const a = ‹›;', /behind the answer/],
  ['javascript', 'const a = ‹1 2›;', /1:13, in the answer/],
  ['javascript', 'const a = ‹"b›;', /1:11, in the answer/],
  ['javascript', 'function f() {\n  ‹return a;\n}›\n}\n', /4:1, behind the answer/],
  ['javascript', 'function f() {\n  ‹if (a) {›\n}\n', /behind the answer/],
  ['javascript', 'f(‹a›', /behind the answer/],
  // What is missing is the head of the function, and the bracket would be left over without the answer too.
  ['javascript', '‹let b = 1;›\n  return a;\n}\n', /3:1, behind the answer/],
  ['python', 'for x in y\n  ‹pass›\n', /syntax error/],
  ['javascript', 'const a = ‹/* b›;', /syntax error/],
  ['javascript', '‹interface A {}›', /syntax error/],
  ['javascript', '‹Sure! Here is the code you want:›', /syntax error/],
  ['javascriptreact', 'const a = <p>‹text›;\n', /syntax error/],
  ['typescript', 'function f(a: ‹number›{ return ""; }', /syntax error/],
  ['python', 'def f(a):\n    ‹›\n\n\nx = f(1)\n', /syntax error/],
  ['python', 'x = ‹(1,›\n', /syntax error/],
  ['python', 'x = ‹"abc›\n', /syntax error/],
  ['json', '{ "a": ‹1,› }', /syntax error/],
  ['json', '{ "a": ‹1 // one\n› }', /syntax error/],
];

/** Files that were broken before, at a place of which no completion can be the cause or the cure. */
const brokenElsewhere: readonly (readonly [language: string, code: string])[] = [
  ['javascript', 'let b = ;\nfunction f() {\n  return ‹a;›\n}\n'],
  ['javascript', 'function f() {\n  return ‹a;›\n}\n\nlet b = ;\n'],
  ['typescript', 'let a = ‹1›;\nclass B { c( }\nlet d = 1;\n'],
  ['python', 'def f():\n    ‹return 1›\n\nx = (1 2)\n'],
];

describe('judgeAnswer', () => {
  it('takes a text for the one expected whatever ends its lines, and whatever white space its end has', () => {
    assert.deepEqual(judgeText({ kind: 'text', text: 'a\nb' }, 'a\r\nb  \n'), { met: true });
  });

  it('does not take another text for it, and gives both for a diff', () => {
    const judgement = judgeText({ kind: 'text', text: 'price' }, 'cost');
    assert.ok(!judgement.met);
    assert.equal(judgement.expected, 'price');
    assert.match(judgement.because, /not the text that is expected/);
  });

  it('says so where only the white space at the beginning is another', () => {
    const judgement = judgeText({ kind: 'text', text: 'price' }, '  price');
    assert.ok(!judgement.met);
    assert.match(judgement.because, /begins with other white space/);
  });

  it('finds a pattern anywhere, with its flags', () => {
    assert.deepEqual(judgeText({ kind: 'matches', pattern: 'PRICE', flags: 'i' }, 'the price'), {
      met: true,
    });
    const judgement = judgeText({ kind: 'matches', pattern: 'PRICE', flags: '' }, 'the price');
    assert.ok(!judgement.met);
    assert.match(judgement.because, /does not match \/PRICE\/\./);
  });

  for (const [language, code] of fits) {
    it(`lets pass in ${language}: ${code}`, () => {
      assert.deepEqual(judgeCode(language, code), { met: true });
    });
  }

  for (const [language, code, because] of breaks) {
    it(`does not let pass in ${language}: ${code}`, () => {
      const judgement = judgeCode(language, code);
      assert.ok(!judgement.met);
      assert.match(judgement.because, because);
    });
  }

  for (const [language, code] of brokenElsewhere) {
    it(`does not blame an answer in ${language}: ${code}`, () => {
      assert.deepEqual(judgeCode(language, code), { met: true });
    });

    it(`still sees what the answer breaks in ${language}: ${code}`, () => {
      assert.equal(judgeCode(language, code.replace('›', ') {›')).met, false);
    });
  }

  it('knows a code fence, which is a template to a parser of JavaScript', () => {
    const judgement = judgeCode('javascript', '‹```js\na()\n```›');
    assert.ok(!judgement.met);
    assert.match(judgement.because, /Markdown, not code.*ask in "prompt"\."system" for code alone/);
    const text = judgeText({ kind: 'text', text: 'a()' }, '```js\na()\n```');
    assert.ok(!text.met);
    assert.match(text.because, /code fence/);
  });

  it('has a case for each language', () => {
    assert.deepEqual(new Set(fits.map(([language]) => language)), new Set(parsedLanguages));
  });
});
