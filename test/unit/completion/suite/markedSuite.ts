import assert from 'node:assert/strict';
import { readSuite } from '../../../../src/completion/suite/readSuite';
import type { Suite, SuiteProblem } from '../../../../src/completion/suite/suite';

export const suiteFile = '/work/shop/shop.completions.json';

/** The smallest suite, with settings put in front of its own, as they are written: `'"repeats": 3'`. */
export function suiteWith(...settings: readonly string[]): string {
  const own = [
    '"endpoint": { "baseUrl": "http://127.0.0.1/v1" }',
    '"model": "small"',
    '"cases": [{ "name": "one", "prefix": "a" }]',
  ];
  const written = new Set(settings.map((setting) => setting.replace(/[‹›]/g, '').split(':')[0]));
  const left = own.filter((setting) => !written.has(setting.split(':')[0]));
  return `{ ${[...settings, ...left].join(', ')} }`;
}

/** The smallest suite with one case. */
export function suiteWithCase(settings: string): string {
  return suiteWith(`"cases": [{ ${settings} }]`);
}

export function readGood(text: string, environment: Record<string, string> = {}): Suite {
  const { suite, problems } = readSuite(text, suiteFile, { environment });
  assert.deepEqual(problems, []);
  assert.ok(suite);
  return suite;
}

/** What is wrong with a text in which ‹ and › stand around the place where it should be found. */
export function readMarked(
  marked: string,
  environment: Record<string, string> = {},
): { readonly problem: SuiteProblem; readonly suite?: Suite } {
  const text = marked.replace(/[‹›]/g, '');
  const { suite, problems } = readSuite(text, suiteFile, { environment });
  const [from, to] = [marked.indexOf('‹'), marked.indexOf('›') - 1];
  const expected = { ...placeOf(text, from), end: placeOf(text, to) };
  const found = problems.map(({ line, column, endLine, endColumn }) => ({
    line,
    column,
    end: { line: endLine, column: endColumn },
  }));
  assert.deepEqual(found, [expected], problems.map(({ message }) => message).join('\n'));
  return { problem: problems[0] as SuiteProblem, ...(suite && { suite }) };
}

function placeOf(text: string, offset: number): { line: number; column: number } {
  const lines = text.slice(0, offset).split('\n');
  return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
}
