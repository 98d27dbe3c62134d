import assert from 'node:assert/strict';
import { hashCase } from '../../../../src/completion/suite/findCases';
import { readSuite } from '../../../../src/completion/suite/readSuite';
import { readGood, readMarked, suiteFile, suiteWith, suiteWithCase } from './markedSuite';

describe('readSuite', () => {
  it('fills in what the smallest suite leaves out', () => {
    const suite = readGood(suiteWith());
    assert.deepEqual(suite, {
      file: suiteFile,
      name: 'shop',
      targets: [
        {
          id: 'small',
          label: 'small',
          model: 'small',
          api: 'chat',
          baseUrl: 'http://127.0.0.1/v1',
          headers: {},
          parameters: {},
          prompt: { maxPrefix: 8000, maxSuffix: 2000 },
        },
      ],
      cases: [
        {
          id: 'one',
          name: 'one',
          line: 1,
          column: 81,
          hash: hashCase({ name: 'one', prefix: 'a' }),
          at: { kind: 'inline', prefix: 'a', suffix: '' },
          repeats: 60,
        },
      ],
      budget: { percentile: 0.95, confidence: 0.95 },
      repeats: 60,
      concurrency: 1,
      warmUp: 2,
      timeout: 10_000,
    });
  });

  it('reads comments, trailing commas and the mark at the beginning of a file', () => {
    const suite = readGood(`\uFEFF{ // a suite
      "name": "Shop", /* of ours */
      "model": "small", "endpoint": { "baseUrl": "http://a/v1/" },
      "cases": [
        { "name": "one", "suffix": "b", },
      ],
    }`);
    assert.equal(suite.name, 'Shop');
    assert.equal(suite.targets[0]?.baseUrl, 'http://a/v1');
    assert.deepEqual([suite.cases[0]?.line, suite.cases[0]?.column], [5, 9]);
  });

  it('turns percent into shares', () => {
    const suite = readGood(
      suiteWith(
        '"budget": { "total": 500, "percentile": 90, "confidence": 99 }',
        '"sweep": { "minGoodput": 80 }',
      ),
    );
    assert.deepEqual(suite.budget, { total: 500, percentile: 0.9, confidence: 0.99 });
    assert.deepEqual(suite.sweep, {
      concurrency: [1, 2, 4, 8, 16],
      requests: 100,
      minGoodput: 0.8,
      maxErrors: 0.1,
    });
  });

  it('takes how certain a case has to be judged from its suite, but not the limits', () => {
    const suite = readGood(
      suiteWith(
        '"budget": { "ttft": 200, "percentile": 90 }',
        '"cases": [{ "name": "one", "prefix": "a", "budget": { "total": 900 }, "repeats": 5 }]',
      ),
    );
    assert.deepEqual(suite.cases[0]?.budget, { total: 900, percentile: 0.9, confidence: 0.95 });
    assert.equal(suite.cases[0]?.repeats, 5);
  });

  it('reads how a person types', () => {
    const { typing } = readGood(suiteWith('"typing": { "interval": 90 }'));
    assert.deepEqual(typing, { keystrokes: 5, interval: 90, debounce: 75 });
  });

  it('finds files from the folder of the suite, and their language by their ending', () => {
    const { cases } = readGood(
      suiteWithCase('"name": "one", "file": "../src/cart.ts", "cursor": { "after": "const a = " }'),
    );
    assert.deepEqual(cases[0]?.at, {
      kind: 'file',
      file: '/work/src/cart.ts',
      cursor: { after: 'const a = ' },
      language: 'typescript',
    });
  });

  for (const [written, rule] of [
    ['"line"', { kind: 'lines', lines: 1 }],
    ['"blankLine"', { kind: 'blankLine' }],
    ['{ "lines": 3 }', { kind: 'lines', lines: 3 }],
    ['{ "text": "```" }', { kind: 'text', text: '```' }],
  ] as const) {
    it(`reads where a completion is complete: ${written}`, () => {
      const { cases } = readGood(suiteWithCase(`"name": "one", "prefix": "a", "stopAt": ${written}`));
      assert.deepEqual(cases[0]?.stopAt, rule);
    });
  }

  for (const [written, expectation] of [
    ['{ "text": "a" }', { kind: 'text', text: 'a' }],
    ['{ "matches": "^a", "flags": "i" }', { kind: 'matches', pattern: '^a', flags: 'i' }],
    ['{ "parses": true }', { kind: 'parses', language: 'python' }],
  ] as const) {
    it(`reads what is expected: ${written}`, () => {
      const { cases } = readGood(
        suiteWithCase(`"name": "one", "prefix": "a", "language": "python", "expect": ${written}`),
      );
      assert.deepEqual(cases[0]?.expect, expectation);
    });
  }

  it('gives no suite where one thing is wrong, and one where it only warns', () => {
    assert.equal(readMarked(suiteWith('"repeats": ‹0›')).suite, undefined);
    const { problem, suite } = readMarked(suiteWith('‹"budget"›: {}'));
    assert.equal(problem.severity, 'warning');
    assert.match(problem.message, /no limit.*"ttft", "total" or "keystroke"/);
    assert.ok(suite);
  });

  it('leaves code as it is written, whatever it has of variables', () => {
    const { cases } = readGood(
      suiteWithCase('"name": "a", "prefix": "`${b}`", "expect": { "text": "${c}" }'),
    );
    assert.deepEqual(cases[0]?.at, { kind: 'inline', prefix: '`${b}`', suffix: '' });
    assert.deepEqual(cases[0]?.expect, { kind: 'text', text: '${c}' });
  });

  it('takes the environment of the process where none is given', () => {
    process.env.LL_TEST_MODEL = 'from-outside';
    try {
      const { suite } = readSuite(suiteWith('"model": "${env:LL_TEST_MODEL}"'), suiteFile);
      assert.equal(suite?.targets[0]?.model, 'from-outside');
    } finally {
      delete process.env.LL_TEST_MODEL;
    }
  });
});
