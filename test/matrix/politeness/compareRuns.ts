import type { TestResult } from './runSuite';

/** What the runs of a suite without and with the probe say of one test. */
export interface TestVerdict {
  readonly file: string;
  readonly name: string;
  /**
   * `changed`: ends otherwise with the probe, in more runs than chance explains. `flaky`: does not always end alike, but
   * about as often with the probe as without.
   */
  readonly verdict: 'passes' | 'fails' | 'skipped' | 'flaky' | 'changed';
  readonly without: string;
  readonly withProbe: string;
  /** How it failed with the probe. */
  readonly error?: string;
}

/**
 * Judges each test by all its runs.
 * @param without runs of the suite as if there were no probe
 * @param withProbe as many runs with it
 */
export function compareRuns(
  without: readonly (readonly TestResult[])[],
  withProbe: readonly (readonly TestResult[])[],
): TestVerdict[] {
  const files = new Map([...without, ...withProbe].flat().map(({ name, file }) => [name, file]));
  const [plain, probed] = [without.map(byName), withProbe.map(byName)];
  return [...files].map(([name, file]) => ({ file, ...judge(name, plain, probed) }));
}

type Run = ReadonlyMap<string, TestResult>;

function judge(name: string, plain: readonly Run[], probed: readonly Run[]): Omit<TestVerdict, 'file'> {
  const states = (runs: readonly Run[]) => runs.map((run) => run.get(name)?.state ?? 'missing');
  const [before, after] = [states(plain), states(probed)];
  const error = probed.map((run) => run.get(name)?.error).find(Boolean);
  return {
    name,
    verdict: verdictOf(before, after),
    without: tally(before),
    withProbe: tally(after),
    ...(error && { error }),
  };
}

/** Three runs of five: what a probe breaks it breaks every time, or nearly so. */
const clearShare = 0.6;

function verdictOf(before: readonly string[], after: readonly string[]): TestVerdict['verdict'] {
  const [state] = before;
  if ([...before, ...after].every((each) => each === state)) {
    return state === 'passed' ? 'passes' : state === 'skipped' ? 'skipped' : 'fails';
  }
  const share = (states: readonly string[], state: string) =>
    states.filter((each) => each === state).length / states.length;
  const isClear = [...new Set([...before, ...after])].some(
    (each) => Math.abs(share(before, each) - share(after, each)) >= clearShare,
  );
  return isClear ? 'changed' : 'flaky';
}

/** For example `passed 3, failed 2`. */
function tally(states: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const state of states) counts.set(state, (counts.get(state) ?? 0) + 1);
  return [...counts].map(([state, count]) => `${state} ${count}`).join(', ');
}

function byName(results: readonly TestResult[]): Run {
  return new Map(results.map((result) => [result.name, result]));
}
