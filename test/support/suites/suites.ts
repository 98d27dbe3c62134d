import { join } from 'node:path';
import { projectRoot } from '../projectRoot';
import { compiledTest, type Suite } from './suite';

/** All suites, in the order they run: the quick ones tell first. */
export const suites: readonly Suite[] = [
  { ...mochaSuite('unit', { limitMinutes: 8, testSeconds: 30 }), isSociable: true },
  { ...mochaSuite('probe', { limitMinutes: 15, testSeconds: 60 }), isSociable: true },
  {
    name: 'host',
    limitMinutes: 10,
    isSociable: true,
    nodeArguments: ({ recordFile, grep = '' }) => [
      compiledTest('support', 'suites', 'hostMain.js'),
      recordFile,
      grep,
    ],
  },
  mochaSuite('e2e', { limitMinutes: 12, testSeconds: 90 }),
];

/** A suite that runs in a plain Node process, through mocha's command line. */
function mochaSuite(name: string, limits: { limitMinutes: number; testSeconds: number }): Suite {
  return {
    name,
    limitMinutes: limits.limitMinutes,
    nodeArguments: ({ recordFile, grep }) => [
      // Mocha lets rejections that nobody handles pass; this makes them fail the test they happen in.
      ...['--enable-source-maps', '--unhandled-rejections=strict'],
      join(projectRoot, 'node_modules', 'mocha', 'bin', 'mocha.js'),
      ...['--reporter', compiledTest('support', 'results', 'recordingReporter.js')],
      ...['--reporter-option', `file=${recordFile}`],
      ...['--timeout', `${limits.testSeconds}s`, '--forbid-only', '--no-config'],
      ...(grep ? ['--grep', grep] : []),
      compiledTest(name, '**', '*.test.js'),
    ],
  };
}
