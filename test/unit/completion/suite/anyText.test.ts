import assert from 'node:assert/strict';
import fc from 'fast-check';
import { newSuiteText } from '../../../../src/completion/suite/newSuiteText';
import { readSuite } from '../../../../src/completion/suite/readSuite';
import type { SuiteProblem } from '../../../../src/completion/suite/suite';
import { suiteFile } from './markedSuite';

const planted = 'sk-proj-Zq81mLw0v7Tn4XbR2c';

/** A suite that has something of everything. */
const wholeSuite = {
  name: 'a',
  variables: { a: 'b', c: '${env:HOME}' },
  endpoint: {
    baseUrl: 'http://a',
    api: 'chat',
    key: { env: 'A_KEY' },
    headers: { a: 'b', c: { secret: 'd' } },
  },
  models: [
    'a',
    { model: '${a}', label: 'c', endpoint: { baseUrl: 'http://b' }, parameters: { d: [1, { e: null }] } },
  ],
  prompt: { system: 'a', template: '{prefix}', maxPrefix: 1 },
  budget: { ttft: 1, total: 2, keystroke: 3, percentile: 90, confidence: 90 },
  typing: { keystrokes: 1, interval: 2, debounce: 3 },
  sweep: { concurrency: [1, 2], requests: 3, minGoodput: 4, maxErrors: 5 },
  cases: [
    {
      name: 'a',
      file: 'a.py',
      cursor: { line: 1, column: 2 },
      expect: { parses: true },
      stopAt: 'line',
      repeats: 2,
    },
    {
      name: 'b',
      prefix: 'a',
      suffix: 'b',
      language: 'json',
      expect: { matches: 'a', flags: 'i' },
      stopAt: { text: 'a' },
    },
  ],
};

/** JSON and what comes near it. */
const scraps = fc
  .array(
    fc
      .constantFrom(
        '{',
        '}',
        '[',
        ']',
        ',',
        ':',
        '"',
        '\\',
        '//',
        '/*',
        '*/',
        '\n',
        '\r',
        '\u2028',
        '\uFEFF',
        '0',
        '-',
        'e',
      )
      .map((scrap) => scrap),
  )
  .map((parts) => parts.join(''));
const texts = fc.oneof(fc.string({ unit: 'binary' }), scraps, fc.json());

/** A text that is a suite but for a few slips of the pen. */
const spoiltTexts = fc
  .tuple(
    fc.constantFrom(newSuiteText('a'), JSON.stringify(wholeSuite), JSON.stringify(wholeSuite, undefined, 2)),
    fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(4), fc.oneof(scraps, fc.string())), {
      minLength: 1,
      maxLength: 3,
    }),
  )
  .map(([text, slips]) =>
    slips.reduce((spoilt, [at, gone, put]) => {
      const offset = Math.floor(at * spoilt.length);
      return spoilt.slice(0, offset) + put + spoilt.slice(offset + gone);
    }, text),
  );

/** Every path of the suite, so that anything can be put anywhere. */
function pathsOf(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([name, inner]) => pathsOf(inner, [...path, name]))];
}

const suitesWithAnything = fc
  .array(
    fc.tuple(
      fc.constantFrom(...pathsOf(wholeSuite)),
      fc.oneof(fc.constant('new'), fc.constant(undefined)),
      fc.oneof(
        fc.jsonValue({ maxDepth: 2 }),
        fc.constantFrom(planted, '${b}', '${env:X}', `http://${planted}@a`, -1, 1e9),
      ),
    ),
    { minLength: 1, maxLength: 3 },
  )
  .map((changes) =>
    changes.reduce(
      (suite, [path, name, value]) => putAt(suite, name ? [...path, name] : path, value),
      wholeSuite as unknown,
    ),
  );

function putAt(whole: unknown, [name, ...rest]: readonly string[], value: unknown): unknown {
  if (name === undefined) return value;
  if (typeof whole !== 'object' || whole === null) return whole;
  const copy: Record<string, unknown> = Array.isArray(whole) ? ([...whole] as never) : { ...whole };
  copy[name] = putAt(copy[name] ?? {}, rest, value);
  return copy;
}

function assertInside(problem: SuiteProblem, text: string): void {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  const { line, column, endLine, endColumn } = problem;
  assert.ok(column >= 1 && column <= (lines[line - 1] ?? '').length + 2, JSON.stringify(problem));
  assert.ok(endColumn >= 1 && endColumn <= (lines[endLine - 1] ?? '').length + 2, JSON.stringify(problem));
  assert.ok(line <= lines.length && endLine <= lines.length);
  assert.ok(endLine > line || (endLine === line && endColumn >= column), JSON.stringify(problem));
}

function read(text: string) {
  const { suite, problems } = readSuite(text, suiteFile, { environment: { HOME: planted } });
  for (const problem of problems) {
    assertInside(problem, text);
    assert.match(problem.message, /^\S.*[.?]$/s);
    assert.ok(!problem.message.includes(planted), problem.message);
  }
  assert.equal(
    suite === undefined,
    problems.some(({ severity }) => severity === 'error'),
  );
  return { suite, problems };
}

describe('readSuite of any text', function () {
  this.timeout(20_000);

  it('does not throw, places what is wrong inside the file, and gives a suite where nothing is', () => {
    fc.assert(
      fc.property(texts, (text) => void read(text)),
      { numRuns: 300, seed: 1 },
    );
  });

  it('holds that for suites with slips of the pen', () => {
    fc.assert(
      fc.property(spoiltTexts, (text) => void read(text)),
      { numRuns: 300, seed: 1 },
    );
  });

  it('holds that for suites with anything in the place of anything, and never repeats a key', () => {
    const written = fc.tuple(suitesWithAnything, fc.constantFrom(undefined, 1));
    fc.assert(
      fc.property(written, ([suite, indent]) => {
        const { problems } = read(JSON.stringify(suite, undefined, indent));
        assert.ok(problems.every(({ kind }) => kind !== 'syntax'));
      }),
      { numRuns: 300, seed: 1 },
    );
  });

  it('reads the suite that these are made from', () => {
    assert.deepEqual(read(JSON.stringify(wholeSuite)).problems, []);
  });

  it('is not led astray by names that objects have of their own', () => {
    for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
      const text = JSON.stringify(wholeSuite).replace('"name"', `"${name}"`);
      assert.match(read(text).problems[0]?.message ?? '', /no setting of this name/);
      const kept = read(JSON.stringify(wholeSuite).replace('"d":[1', `"${name}":[1`)).suite?.targets[1];
      assert.deepEqual(Object.keys(kept?.parameters ?? {}), [name]);
      const asked = JSON.stringify(wholeSuite).replace('${env:HOME}', `\${env:${name}}`);
      assert.match(read(asked).problems[0]?.message ?? '', /is not set/);
      read(JSON.stringify(wholeSuite).replace('"a":"b"', `"${name}":"b"`).replace('${a}', `\${${name}}`));
    }
  });

  it('reads brackets nested deeper than any stack', () => {
    for (const bracket of ['[', '{"a":', '{"cases":[']) {
      assert.match(read(bracket.repeat(200_000)).problems[0]?.message ?? '', /nested more than 100 deep/);
    }
  });

  it('reads a long file in a moment', () => {
    const cases = Array.from({ length: 2000 }, (_, index) => ({
      name: `case ${index}`,
      prefix: 'a'.repeat(200),
    }));
    const { suite } = read(JSON.stringify({ ...wholeSuite, cases }));
    assert.equal(suite?.cases.length, 2000);
  });
});
