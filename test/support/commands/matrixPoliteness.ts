// Runs test suites of third parties with the probe and without, by turns, and tells which tests end otherwise:
// npm run matrix:politeness -- [--suite needle]
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { reportFigures } from '../../bench/support/figures';
import { compareRuns, type TestVerdict } from '../../matrix/politeness/compareRuns';
import { prepareSuite } from '../../matrix/politeness/prepareSuite';
import { runSuite, type SuiteRun } from '../../matrix/politeness/runSuite';
import { type Suite, suites } from '../../matrix/politeness/suites';
import { withProgress } from '../progress.mjs';
import { projectRoot } from '../projectRoot';
import { runMain } from './runMain';

/** A test that ended otherwise in the first pair of runs has to show in so many more what it does. */
const furtherPairs = 4;

interface SuiteOutcome {
  readonly suite: Suite;
  readonly pairs: number;
  readonly verdicts: readonly TestVerdict[];
  readonly seen: SuiteRun['seen'];
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { suite: { type: 'string' } } });
  const outcomes: SuiteOutcome[] = [];
  for (const suite of suites.filter(({ name }) => name === (values.suite ?? name))) {
    outcomes.push(await judgeSuite(suite));
  }
  print(outcomes);
  report(outcomes);
}

async function judgeSuite(suite: Suite): Promise<SuiteOutcome> {
  const folder = await prepareSuite(suite);
  const probePath = join(projectRoot, 'dist', 'probe', 'node.cjs');
  const [without, withProbe]: [SuiteRun[], SuiteRun[]] = [[], []];
  const runPair = async () => {
    without.push(await runSuite(suite, folder, undefined));
    withProbe.push(await runSuite(suite, folder, probePath));
  };
  const compare = () => compareRuns(without.map(resultsOf), withProbe.map(resultsOf));
  await withProgress(`${suite.name}, without and with the probe`, runPair);
  if (compare().some(({ verdict }) => verdict === 'changed')) {
    await withProgress(`${suite.name}, ${furtherPairs} times more`, async () => {
      for (let pair = 0; pair < furtherPairs; pair++) await runPair();
    });
  }
  const [{ seen }] = withProbe as [SuiteRun];
  return { suite, pairs: without.length, verdicts: compare(), seen };
}

const resultsOf = ({ results }: SuiteRun) => results;

function print(outcomes: readonly SuiteOutcome[]): void {
  console.log(
    '\n| suite | stands on | runs each | tests | pass | fail both ways | skipped | flaky | changed | seen |',
  );
  console.log('| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |');
  for (const { suite, pairs, verdicts, seen } of outcomes) {
    const counts = (['passes', 'fails', 'skipped', 'flaky', 'changed'] as const).map((v) =>
      count(verdicts, v),
    );
    const cells = [suite.name, suite.on, pairs, verdicts.length, ...counts];
    console.log(`| ${cells.join(' | ')} | ${seen.exchanges} exchanges in ${seen.processes} processes |`);
  }
  for (const { suite, verdicts, seen } of outcomes) {
    if (seen.losses.length > 0) console.log(`\n${suite.name}: the probe failed in ${seen.losses.join(', ')}`);
    for (const { name, verdict, without, withProbe, error } of verdicts) {
      if (verdict !== 'flaky' && verdict !== 'changed') continue;
      console.log(`\n${suite.name}, ${verdict}: ${name}\n  without: ${without}\n  with:    ${withProbe}`);
      if (error) console.log(`  ${error.split('\n').slice(0, 8).join('\n  ')}`);
    }
  }
}

function report(outcomes: readonly SuiteOutcome[]): void {
  const all = outcomes.flatMap(({ verdicts }) => verdicts);
  reportFigures('matrixPoliteness', {
    suites: { value: outcomes.length, goal: '>= 4' },
    tests: { value: all.length },
    passing: { value: count(all, 'passes') },
    failingBothWays: { value: count(all, 'fails') },
    flaky: { value: count(all, 'flaky') },
    changed: { value: count(all, 'changed'), goal: '= 0' },
    exchangesSeen: { value: outcomes.reduce((sum, { seen }) => sum + seen.exchanges, 0) },
    probeFailures: { value: outcomes.reduce((sum, { seen }) => sum + seen.losses.length, 0), goal: '= 0' },
  });
}

function count(verdicts: readonly TestVerdict[], verdict: TestVerdict['verdict']): number {
  return verdicts.filter((each) => each.verdict === verdict).length;
}

runMain(main);
