import type { Goal } from '../analysis/whatIf/change';
import type { Attribution } from '../protocol/environment';

/** Ids that package.json contributes, each written here alone. `test/unit/ui/contributions.test.ts` compares them. */

export const commandIds = {
  openTimeline: 'latencyLens.openTimeline',
  openResults: 'latencyLens.openCompletionResults',
  openSource: 'latencyLens.openSource',
  openTrace: 'latencyLens.openTrace',
  exportTrace: 'latencyLens.exportTrace',
  deleteRun: 'latencyLens.deleteRun',
  deleteAllRuns: 'latencyLens.deleteAllRuns',
  newCompletionSuite: 'latencyLens.newCompletionSuite',
  setCompletionKey: 'latencyLens.setCompletionKey',
  deleteCompletionKey: 'latencyLens.deleteCompletionKey',
} as const;

export const viewIds = {
  container: 'latencyLens',
  runs: 'latencyLens.runs',
  /** Editor of trace files. */
  trace: 'latencyLens.trace',
} as const;

/** Tools that language models may call. */
export const modelToolNames = {
  runSummary: 'latency_lens_run_summary',
  slowestLines: 'latency_lens_slowest_lines',
  findings: 'latency_lens_findings',
  whatIf: 'latency_lens_what_if',
} as const;

/** Prefix of all settings. */
export const settingsSection = 'latencyLens';

/** Settings below `latencyLens.` with their defaults. Budgets are in milliseconds, null means none. */
export const settingDefaults: Settings = {
  enabled: true,
  'budget.ttft': null,
  'budget.total': null,
  endpoints: {},
  attribution: 'full',
  callSite: 'innermost',
  helpers: [],
  goal: 'wall',
};

export interface Settings {
  readonly enabled: boolean;
  readonly 'budget.ttft': number | null;
  readonly 'budget.total': number | null;
  /** As the person wrote it; see `readEndpoints`. */
  readonly endpoints: unknown;
  readonly attribution: Attribution;
  readonly callSite: 'innermost' | 'outermost';
  /** Globs of files. */
  readonly helpers: readonly string[];
  readonly goal: Goal;
}

export const colorIds = {
  inFlight: 'latencyLens.inFlightForeground',
  overBudget: 'latencyLens.overBudgetForeground',
  hotLine: 'latencyLens.hotLineForeground',
  otherWork: 'latencyLens.otherWork',
  busyLoop: 'latencyLens.busyLoop',
} as const;

/** Values of `viewItem` by which menus tell the rows of the runs tree apart. */
export const viewItems = {
  run: 'run',
  liveRun: 'liveRun',
  finding: 'finding',
  thread: 'thread',
  iteration: 'iteration',
  site: 'site',
  call: 'call',
  phase: 'phase',
  suiteRun: 'suiteRun',
  liveSuiteRun: 'liveSuiteRun',
  suiteCase: 'suiteCase',
} as const;

/** Files that hold one run. */
export const traceFileExtension = 'lltrace';
