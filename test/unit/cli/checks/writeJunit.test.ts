import assert from 'node:assert/strict';
import { SaxesParser } from 'saxes';
import { writeJunit } from '../../../../src/cli/checks/writeJunit';
import { someCheck } from '../support/someCheck';

interface Parsed {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Parsed[];
  text: string;
}

/** Reads a document as any parser of XML would, and throws where it is not well-formed. */
function parseXml(text: string): Parsed {
  const parser = new SaxesParser();
  const root: Parsed = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const element: Parsed = { name, attributes: { ...attributes }, children: [], text: '' };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on('text', (piece) => {
    const parent = open.at(-1);
    if (parent) parent.text += piece;
  });
  parser.on('closetag', () => open.pop());
  parser.write(text).close();
  return root.children[0] as Parsed;
}

const nasty = 'a "quoted" <tag> & ]]> \'x\'\n\ttabbed\r\u0000\u001b[31m\ud800 \ufffe \u{1f600} €';
const asRead = 'a "quoted" <tag> & ]]> \'x\'\n\ttabbed\r\ufffd\ufffd[31m\ufffd \ufffd \u{1f600} €';

describe('writeJunit', () => {
  const checks = [
    someCheck(),
    someCheck({ name: 'import line', outcome: 'failed', message: 'missed', details: ['p95 is 620 ms.'] }),
    someCheck({ name: 'class', outcome: 'error', message: '3 of 30 failed', details: ['Set the key.'] }),
    someCheck({
      group: 'other',
      name: 'x',
      outcome: 'unsure',
      message: 'no verdict',
      details: ['29 more.'],
      place: undefined,
      figures: {},
      time: 60,
    }),
  ];

  it('counts per suite and in all', () => {
    const root = parseXml(writeJunit(checks, '/work'));
    assert.deepEqual(
      [root.name, root.attributes],
      [
        'testsuites',
        { name: 'latency-lens', tests: '4', failures: '1', errors: '1', skipped: '1', time: '37.080' },
      ],
    );
    assert.deepEqual(
      root.children.map(({ name, attributes }) => [name, attributes]),
      [
        [
          'testsuite',
          {
            name: 'fill in the middle',
            tests: '3',
            failures: '1',
            errors: '1',
            skipped: '0',
            time: '37.020',
            timestamp: '2026-03-08T14:05:09',
          },
        ],
        [
          'testsuite',
          {
            name: 'other',
            tests: '1',
            failures: '0',
            errors: '0',
            skipped: '1',
            time: '0.060',
            timestamp: '2026-03-08T14:05:09',
          },
        ],
      ],
    );
  });

  it('tells a missed budget, a failed request and no verdict apart', () => {
    const cases = parseXml(writeJunit(checks, '/work')).children.flatMap(({ children }) => children);
    assert.deepEqual(
      cases.map(({ attributes }) => [
        attributes.classname,
        attributes.name,
        attributes.file,
        attributes.line,
      ]),
      [
        ['fill in the middle', 'function body', 'suites/fim.completions.json', '12'],
        ['fill in the middle', 'import line', 'suites/fim.completions.json', '12'],
        ['fill in the middle', 'class', 'suites/fim.completions.json', '12'],
        ['other', 'x', undefined, undefined],
      ],
    );
    assert.deepEqual(
      cases.map(({ children }) =>
        children.map(({ name, attributes, text }) => [name, attributes.message, text]),
      ),
      [
        [['system-out', undefined, 'TTFT p50: 182 ms\nn: 30']],
        [
          ['failure', 'missed', 'p95 is 620 ms.'],
          ['system-out', undefined, 'TTFT p50: 182 ms\nn: 30'],
        ],
        [
          ['error', '3 of 30 failed', 'Set the key.'],
          ['system-out', undefined, 'TTFT p50: 182 ms\nn: 30'],
        ],
        [['skipped', 'no verdict 29 more.', '']],
      ],
    );
  });

  it('comes through a parser as it went in, whatever is in a name', () => {
    const check = someCheck({
      group: nasty,
      name: nasty,
      outcome: 'failed',
      message: nasty,
      details: [nasty],
    });
    const [suite] = parseXml(writeJunit([check], '/work')).children;
    const [testcase] = suite?.children ?? [];
    const [failure] = testcase?.children ?? [];
    assert.equal(suite?.attributes.name, asRead);
    assert.equal(testcase?.attributes.name, asRead);
    assert.equal(failure?.attributes.message, asRead);
    assert.equal(failure?.text, asRead);
  });

  it('names a file outside of the folder as it is', () => {
    const [suite] = parseXml(writeJunit([someCheck()], '/other')).children;
    assert.equal(suite?.children[0]?.attributes.file, '/work/suites/fim.completions.json');
  });
});
