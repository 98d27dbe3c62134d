import { isAbsolute, relative } from 'node:path';
import { groupBy } from '../../base/groupBy';
import type { Check } from './check';
import { writeXml, type XmlElement } from './xml';

/**
 * What was checked as JUnit XML, in the shape that CI systems read (https://github.com/testmoapp/junitxml). A check
 * without a verdict is a skipped test with the reason, since it is neither a pass nor a failure.
 * @param folder files below it are named from there on
 */
export function writeJunit(checks: readonly Check[], folder: string): string {
  const suites = [...groupBy(checks, ({ group }) => group)];
  return writeXml({
    name: 'testsuites',
    attributes: { name: 'latency-lens', ...countsOf(checks) },
    children: suites.map(([name, members]) => ({
      name: 'testsuite',
      attributes: {
        name,
        ...countsOf(members),
        timestamp: timestampOf(members),
      },
      children: members.map((check) => writeCase(check, folder)),
    })),
  });
}

function countsOf(checks: readonly Check[]) {
  const count = (outcome: Check['outcome']) => checks.filter((check) => check.outcome === outcome).length;
  return {
    tests: checks.length,
    failures: count('failed'),
    errors: count('error'),
    skipped: count('unsure'),
    time: seconds(checks.reduce((sum, { time }) => sum + time, 0)),
  };
}

/** ISO 8601 in UTC, without zone and fractions, as the format has it. */
function timestampOf(checks: readonly Check[]): string {
  return new Date(Math.min(...checks.map(({ startedAtEpoch }) => startedAtEpoch))).toISOString().slice(0, 19);
}

function seconds(time: number): string {
  return (time / 1000).toFixed(3);
}

const resultElements = { failed: 'failure', error: 'error', unsure: 'skipped' } as const;

function writeCase(check: Check, folder: string): XmlElement {
  const { outcome, group, name, place, message, details, figures } = check;
  const text = details.join('\n');
  const result = outcome !== 'passed' && {
    name: resultElements[outcome],
    // Of a skipped test, readers show the message alone.
    attributes:
      outcome === 'unsure'
        ? { message: [message, ...details].join(' ') }
        : { message, type: outcome === 'failed' ? 'budget or expectation' : 'request' },
    children: outcome === 'unsure' || text === '' ? [] : [text],
  };
  const said = Object.entries(figures).map(([title, value]) => `${title}: ${value}`);
  return {
    name: 'testcase',
    attributes: {
      name,
      classname: group,
      time: seconds(check.time),
      file: place && shorten(place.file, folder),
      line: place?.line,
    },
    children: [
      ...(result ? [result] : []),
      ...(said.length > 0 ? [{ name: 'system-out', children: [said.join('\n')] }] : []),
    ],
  };
}

function shorten(file: string, folder: string): string {
  const path = relative(folder, file);
  return path.startsWith('..') || isAbsolute(path) ? file : path.replaceAll('\\', '/');
}
