import { analyseRun, type RunAnalysis } from '../analysis/analyseRun';
import type { Budgets } from '../analysis/budget';
import { buildCallSiteSummaries, type CallSiteSummary } from '../analysis/callSiteSummary';
import type { DetectorOptions } from '../analysis/findings/detector';
import { findFindings } from '../analysis/findings/findFindings';
import type { Finding } from '../analysis/findings/finding';
import { buildRunSummary, type RunSummary } from '../analysis/runSummary';
import type { Goal } from '../analysis/whatIf/change';
import type { EpochMilliseconds, Milliseconds, RunId } from '../base/units';
import type { Run } from '../model/run';
import { RestingResults } from './restingResults';

/** How long what was derived from a run with calls in flight may be shown before it is derived anew. */
const LIVE_FOR_MS = 100;

/** Moment up to which time has passed on the run's clock. */
export function nowOf(run: Run, epoch: EpochMilliseconds = Date.now()): Milliseconds {
  return run.end ?? epoch - run.startedAtEpoch;
}

/** The run as a whole; derived once, or every 100 ms while calls are in flight. */
export function summaryOf(run: Run): RunSummary {
  return derive(summaries, run, '', (now) => buildRunSummary(run, now));
}

/** The run per place in the source, the one that took the most time first; derived as `summaryOf`. */
export function callSitesOf(run: Run, budgets: Budgets = {}): readonly CallSiteSummary[] {
  const key = `${budgets.ttftMs} ${budgets.totalMs}`;
  return derive(callSites, run, key, (now) => buildCallSiteSummaries(run, { now, budgets }));
}

/** Where the time of the run went. Of a run that goes on it may be what was found out a moment ago. */
export function analysisOf(run: Run): RunAnalysis {
  if (run.status === 'running') {
    return liveAnalyses.get(run.id, '', (previous) => analyseRun(run, nowOf(run), previous));
  }
  liveAnalyses.forget(run.id);
  return derive(analyses, run, '', (now) => analyseRun(run, now));
}

/** How many earlier runs a run is compared with. */
const MOST_HISTORY = 5;

/** Earlier runs of the same program that are over, the newest first. */
export function historyOf(run: Run, runs: readonly Run[]): readonly Run[] {
  const { title, folder } = run.origin;
  return runs
    .filter(({ origin, status }) => status === 'ended' && origin.title === title && origin.folder === folder)
    .filter(({ startedAtEpoch }) => startedAtEpoch < run.startedAtEpoch)
    .sort((a, b) => b.startedAtEpoch - a.startedAtEpoch)
    .slice(0, MOST_HISTORY);
}

/**
 * What adds latency to the run, what costs most of the goal first. Of a run that goes on it may be what was found a
 * moment ago: each finding is weighed by thinking the whole run through again.
 */
export function findingsOf(run: Run, goal: Goal, options: DetectorOptions = {}): readonly Finding[] {
  const { budgets = {}, history = [] } = options;
  const key = [goal, budgets.ttftMs, budgets.totalMs, ...history.map(({ id }) => id)].join(' ');
  const find = () => findFindings(analysisOf(run), options, goal);
  if (run.status === 'running') return liveFindings.get(run.id, key, find);
  liveFindings.forget(run.id);
  return derive(findings, run, key, find);
}

interface Derived<Result> {
  readonly key: string;
  readonly now: Milliseconds;
  readonly result: Result;
}

type Cache<Result> = WeakMap<Run, Derived<Result>>;

const summaries: Cache<RunSummary> = new WeakMap();
const analyses: Cache<RunAnalysis> = new WeakMap();
const liveAnalyses = new RestingResults<RunId, RunAnalysis>();
const findings: Cache<readonly Finding[]> = new WeakMap();
const liveFindings = new RestingResults<RunId, readonly Finding[]>();
const callSites: Cache<readonly CallSiteSummary[]> = new WeakMap();

function derive<Result>(
  cache: Cache<Result>,
  run: Run,
  key: string,
  compute: (now: Milliseconds) => Result,
): Result {
  const now = nowOf(run);
  const known = cache.get(run);
  if (known?.key === key && (!hasCallsInFlight(run) || now - known.now < LIVE_FOR_MS)) return known.result;
  const result = compute(now);
  cache.set(run, { key, now, result });
  return result;
}

function hasCallsInFlight(run: Run): boolean {
  return run.calls.some((call) => call.outcome === 'inFlight');
}
