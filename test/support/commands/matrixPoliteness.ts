// Runs test suites of third parties with the probe and without, by turns, and tells which tests end otherwise:
// npm run matrix:politeness -- [--suite needle]
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { reportFigures } from '../../bench/support/figures';
import { compareRuns, type TestVerdict } from '../../matrix/politeness/compareRuns';
import { prepareSuite } from '../../matrix/politeness/prepareSuite';
import { listFiles, runSuite, type SuiteRun, type TestResult } from '../../matrix/politeness/runSuite';
import { type Suite, suites } from '../../matrix/politeness/suites';
import { withProgress } from '../progress.mjs';
import { projectRoot } from '../projectRoot';
import { runMain } from './runMain';

/** The files of tests that ended otherwise in the first pair of runs have to show in so many more what they do. */
const furtherPairs = 4;

interface SuiteOutcome {
  readonly suite: Suite;
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

/** One run of some files without the probe, one with it. */
type Pair = readonly [without: SuiteRun, withProbe: SuiteRun];

async function judgeSuite(suite: Suite): Promise<SuiteOutcome> {
  const folder = await prepareSuite(suite);
  const probePath = join(projectRoot, 'dist', 'probe', 'node.cjs');
  const runPair = async (files: readonly string[]): Promise<Pair> => [
    await runSuite(suite, folder, files, undefined),
    await runSuite(suite, folder, files, probePath),
  ];
  const first = await withProgress(`${suite.name}, without and with the probe`, () =>
    runPair(listFiles(suite, folder)),
  );
  const verdicts = compare([first]);
  const doubtful = new Set(verdicts.flatMap(({ verdict, file }) => (verdict === 'changed' ? file : [])));
  const isDoubtful = ({ file }: { readonly file: string }) => doubtful.has(file);
  const pairs = [first];
  if (doubtful.size > 0) {
    await withProgress(
      `${[...doubtful].join(', ')} of ${suite.name}, ${furtherPairs} times more`,
      async () => {
        while (pairs.length <= furtherPairs) pairs.push(await runPair([...doubtful]));
      },
    );
  }
  const settled = verdicts.filter((verdict) => !isDoubtful(verdict));
  return { suite, verdicts: [...settled, ...compare(pairs, isDoubtful)], seen: first[1].seen };
}

function compare(
  pairs: readonly Pair[],
  isWanted: (result: TestResult) => boolean = () => true,
): TestVerdict[] {
  const resultsOf = ({ results }: SuiteRun) => results.filter(isWanted);
  return compareRuns(
    pairs.map(([without]) => resultsOf(without)),
    pairs.map(([, withProbe]) => resultsOf(withProbe)),
  );
}

function print(outcomes: readonly SuiteOutcome[]): void {
  console.log('\n| suite | stands on | tests | pass | fail both ways | skipped | flaky | changed | seen |');
  console.log('| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |');
  for (const { suite, verdicts, seen } of outcomes) {
    const counts = (['passes', 'fails', 'skipped', 'flaky', 'changed'] as const).map((v) =>
      count(verdicts, v),
    );
    const cells = [suite.name, suite.on, verdicts.length, ...counts];
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
    suites: { value: outcomes.length, goal: '>= 9' },
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
