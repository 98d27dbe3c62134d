import { constants } from 'node:os';
import { DisposableStore, toDisposable } from '../../base/disposable';
import { HumanError } from '../../base/humanError';
import { buildPlan } from '../../completion/buildPlan';
import type { Suite } from '../../completion/suite/suite';
import type { Baseline } from '../baseline/baseline';
import { type BaselineComparison, buildBaselineCheck, compareWithBaseline } from '../baseline/baselineChecks';
import { readBaseline, writeBaseline } from '../baseline/baselineFile';
import { buildBaseline } from '../baseline/buildBaseline';
import type { Check } from '../checks/check';
import { exitCodeOf } from '../checks/exitCode';
import { save, saveChecks } from '../checks/saveChecks';
import { CommandError } from '../commandError';
import { checkWritable, takeUpEarlierRuns } from '../storage';
import { screenOf } from '../terminal/screen';
import { chooseCases } from './chooseCases';
import { buildCaseChecks } from './completionChecks';
import { readKeys } from './keys';
import { measureSuite, type PlannedSuite, type SuiteResult } from './measureSuite';
import type { CompleteLine } from './parseComplete';
import { printResults } from './printResults';
import { showProgress } from './progressLine';
import { readSuites } from './readSuites';
import { warnOfTooFew } from './warnOfTooFew';
import { writeCompletionMarkdown } from './writeCompletionMarkdown';

const { stderr } = process;

/** Suites that were run, and what they come to. */
export interface CompletionResults {
  readonly suites: readonly SuiteResult[];
  /** With a baseline. */
  readonly comparisons?: readonly BaselineComparison[];
  /** Cases, then comparisons. */
  readonly checks: readonly Check[];
}

/**
 * Runs completion suites and tells whether they keep their budgets. All that can be known to be wrong is told before
 * anything runs.
 * @returns the exit code: see `exitCodes`, or 128 + n when signal n broke it off
 * @throws CommandError when it can't be run as it was asked for
 */
export async function complete(line: CompleteLine): Promise<number> {
  const { plans, baseline } = await prepare(line).catch(asUsageError);
  const stop = stopOnSignals();
  try {
    const results = judge(await measure(plans, line, stop.signal), baseline);
    printResults(results, line.format);
    await keep(results, line);
    return stop.signal.aborted ? stop.signal.reason : exitCodeOf(results.checks, line.checks);
  } finally {
    stop.dispose();
    await takeUpEarlierRuns();
  }
}

async function prepare(line: CompleteLine) {
  const suites = await readSuites(line.suites, (text) => stderr.write(text));
  const plans = await planSuites(suites, line);
  const baseline = line.baseline === undefined ? undefined : await readBaseline(line.baseline);
  const { junit, summary } = line.checks;
  await checkWritable({
    '--out': line.out,
    '--write-baseline': line.writeBaseline,
    '--junit': junit,
    '--summary': summary,
  });
  for (const warning of plans.flatMap((plan) => warnOfTooFew(plan) ?? [])) stderr.write(`${warning}\n`);
  return { plans, baseline };
}

/** Whatever is wrong before anything runs is no failure of what is to be tested. */
function asUsageError(error: unknown): never {
  if (!(error instanceof HumanError)) throw error;
  throw new CommandError(error.message, error.action, 2, { cause: error });
}

async function planSuites(suites: readonly Suite[], line: CompleteLine): Promise<PlannedSuite[]> {
  const chosen = suites
    .map((suite) => ({ suite, only: chooseCases(suite, line) }))
    .filter(({ only }) => only.length > 0);
  if (chosen.length === 0) throw describeNoChoice(suites);
  return Promise.all(
    chosen.map(async ({ suite, only }) => {
      const targets = suite.targets.filter(({ id }) => only.some(({ targetId }) => targetId === id));
      const keys = readKeys(targets, process.env);
      const { repeats, concurrency, sweep } = line;
      const narrowed = { ...suite, targets };
      return {
        suite: narrowed,
        plan: await buildPlan(narrowed, { keys, only, repeats, concurrency, sweep }),
      };
    }),
  );
}

function describeNoChoice(suites: readonly Suite[]): CommandError {
  const names = suites.flatMap(({ cases, targets }) => [
    ...cases.map(({ name }) => `  --case '${name}'`),
    ...targets.map(({ label }) => `  --target '${label}'`),
  ]);
  return new CommandError('No case and model of the suite is meant.', `There are:\n${names.join('\n')}`, 2);
}

async function measure(
  plans: readonly PlannedSuite[],
  { out, checks }: CompleteLine,
  signal: AbortSignal,
): Promise<SuiteResult[]> {
  const isWatched = Boolean(stderr.isTTY) && !checks.ci;
  const progress = isWatched ? showProgress(screenOf(stderr), (text) => stderr.write(text)) : undefined;
  const results: SuiteResult[] = [];
  for (const plan of plans) {
    if (signal.aborted) break;
    try {
      results.push(await measureSuite(plan, { out, signal, onChange: (run) => progress?.update(run) }));
    } finally {
      progress?.clear();
    }
  }
  return results;
}

function judge(suites: readonly SuiteResult[], baseline: Baseline | undefined): CompletionResults {
  const comparisons = baseline && compareWithBaseline(suites, baseline);
  const cases = suites.flatMap(({ run, summary }) => buildCaseChecks(run, summary));
  return {
    suites,
    comparisons,
    checks: [...cases.map(({ check }) => check), ...(comparisons ?? []).map(buildBaselineCheck)],
  };
}

/** A suite that was broken off is nothing to compare with. */
async function keep({ suites, checks }: CompletionResults, line: CompleteLine): Promise<void> {
  const summaries = suites.map(({ summary }) => summary);
  await saveChecks(checks, line.checks, writeCompletionMarkdown(checks, summaries));
  const path = line.writeBaseline;
  if (path === undefined) return;
  if (!summaries.every(({ isComplete }) => isComplete)) {
    stderr.write('No baseline is written, since the suite was not run to its end.\n');
    return;
  }
  await save('--write-baseline', () => writeBaseline(path, buildBaseline(suites, new Date())));
}

/**
 * The first signal breaks the suite off, and what was measured is told; the next one ends this process as ever. The
 * reason of the abort is the exit code.
 */
function stopOnSignals(): { readonly signal: AbortSignal; dispose(): void } {
  const controller = new AbortController();
  const owned = new DisposableStore();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    const listener = () => controller.abort(128 + constants.signals[name]);
    process.once(name, listener);
    owned.add(toDisposable(() => process.off(name, listener)));
  }
  return { signal: controller.signal, dispose: () => owned.dispose() };
}
