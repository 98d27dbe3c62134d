import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { inspect, stripVTControlCharacters } from 'node:util';
import type { MochaOptions, Runnable, Runner, Test } from 'mocha';
import type { TestRecord, TestResult } from './testRecord';

/**
 * A mocha reporter that writes test records to the file of its option `file`, each as it happens, so that a suite
 * which dies has told how far it came. Works in a Node process and in the extension host alike.
 */
export default class RecordingReporter {
  constructor(runner: Runner, options: MochaOptions) {
    const { file } = options.reporterOptions as { file: string };
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, '');
    const write = (record: TestRecord) => appendFileSync(file, `${JSON.stringify(record)}\n`);
    const failed = new Set<Runnable>();
    runner.on('test', (test: Test) => write({ kind: 'begin', title: test.titlePath() }));
    runner.on('pass', (test: Test) => write(resultOf(test)));
    runner.on('fail', (test: Runnable, error: unknown) => {
      // A test that failed and then goes on to its end is told of twice.
      if (!failed.has(test)) write({ ...resultOf(test), failure: stripVTControlCharacters(describe(error)) });
      failed.add(test);
    });
    runner.on('pending', (test: Test) => write({ ...resultOf(test), failure: 'The test was skipped' }));
    runner.on('end', () => write({ kind: 'end' }));
  }
}

function resultOf(test: Runnable): TestResult {
  return { kind: 'result', title: test.titlePath(), milliseconds: test.duration ?? 0 };
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return inspect(error);
  const stack = error.stack ?? error.message;
  return error.cause === undefined ? stack : `${stack}\nCaused by: ${describe(error.cause)}`;
}
