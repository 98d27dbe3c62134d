// Runs the suites and sums them up: npm test -- [<suite> ...] [-g <pattern>]
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { HumanError } from '../../../src/base/humanError';
import { longGraceMilliseconds, startProcess } from '../processes';
import { projectRoot } from '../projectRoot';
import { followRecords } from '../results/followRecords';
import { SuiteReport } from '../results/suiteReport';
import { TurnPrinter } from '../results/turnPrinter';
import type { Suite } from '../suites/suite';
import { suites } from '../suites/suites';
import { installVscode } from '../vscode/installVscode';
import { runMain } from './runMain';

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { grep: { type: 'string', short: 'g' } },
  });
  const chosen = chooseSuites(positionals);
  const needsVscode = ({ name }: Suite) => name === 'host' || name === 'e2e';
  const ahead = chosen.some(needsVscode) ? installVscode() : Promise.resolve();
  // Told where it is waited for.
  ahead.catch(() => {});
  const runs = new Crowd();
  const reports: Promise<SuiteReport>[] = [];
  let turn: Promise<unknown> = Promise.resolve();
  for (const suite of chosen) {
    await runs.makeRoom(suite);
    if (needsVscode(suite)) await ahead;
    // What they say is printed suite by suite all the same.
    const running = runSuite(suite, values.grep, new TurnPrinter(turn, console.log).print);
    runs.add(suite, running);
    reports.push(running);
    turn = running;
  }
  summarize(await Promise.all(reports));
}

/** The suites that run at a time: two that may run beside each other, or one. */
class Crowd {
  readonly #running = new Map<Suite, Promise<unknown>>();

  add(suite: Suite, running: Promise<unknown>): void {
    this.#running.set(
      suite,
      running.finally(() => this.#running.delete(suite)),
    );
  }

  async makeRoom({ isSociable }: Suite): Promise<void> {
    const others = () => [...this.#running.keys()];
    while (others().length > (isSociable && others().every((other) => other.isSociable) ? 1 : 0)) {
      await Promise.race(this.#running.values());
    }
  }
}

function chooseSuites(names: readonly string[]): readonly Suite[] {
  const unknown = names.find((name) => !suites.some((suite) => suite.name === name));
  if (unknown) {
    const known = suites.map(({ name }) => name).join(', ');
    throw new HumanError(`There is no suite called ${unknown}`, `Name one or more of ${known}.`);
  }
  return names.length === 0 ? suites : suites.filter(({ name }) => names.includes(name));
}

/** Runs one suite in a process of its own, which is stopped when it takes too long. */
async function runSuite(
  suite: Suite,
  grep: string | undefined,
  print: (line: string) => void,
): Promise<SuiteReport> {
  print(`\n${suite.name}`);
  const recordFile = join(projectRoot, 'out', 'results', `${suite.name}.jsonl`);
  await rm(recordFile, { force: true });
  const report = new SuiteReport(suite.name, print);
  const stopFollowing = followRecords(recordFile, (record) => report.add(record));
  const runner = startProcess(process.execPath, suite.nodeArguments({ recordFile, grep }), {
    cwd: projectRoot,
    stdio: 'inherit',
  });
  const limit = setTimeout(() => void runner.stop(longGraceMilliseconds), suite.limitMinutes * 60_000);
  const code = await runner.exited;
  clearTimeout(limit);
  await runner.stop(longGraceMilliseconds);
  stopFollowing();
  report.close({ code, mayBeEmpty: grep !== undefined });
  return report;
}

/** Repeats the failures, and closes with the one line that says it all. */
function summarize(reports: readonly SuiteReport[]): void {
  const failures = reports.flatMap((report) => report.failures);
  if (failures.length > 0) console.log('\nFailures');
  for (const { title, failure } of failures) {
    console.log(`\n  ${title.join(' › ')}\n${failure?.replace(/^/gm, '    ')}`);
  }
  console.log();
  for (const { suite, passed, failures, seconds } of reports) {
    console.log(`${suite.padEnd(6)} ${passed} passed, ${failures.length} failed, ${seconds} s`);
  }
  const passed = reports.reduce((sum, report) => sum + report.passed, 0);
  console.log(`\n${passed} passed, ${failures.length} failed`);
  process.exitCode = failures.length > 0 || passed === 0 ? 1 : 0;
}

runMain(main);
