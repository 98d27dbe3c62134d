import * as vscode from 'vscode';
import { formatNumberOf } from '../../base/format';
import { HumanError } from '../../base/humanError';
import { buildPlan } from '../../completion/buildPlan';
import type { CompletionPlan } from '../../completion/plan';
import { summariseCompletion } from '../../completion/results/summariseCompletion';
import { runSuite } from '../../completion/runSuite';
import { planSecondStage } from '../../completion/secondStage';
import type { KeySource, Suite } from '../../completion/suite/suite';
import type { Run } from '../../model/run';
import { type CompletionKeys, gatherSecrets } from './completionKeys';
import { type ReportedRun, recordReported } from './recordReported';
import { runInEditor } from './runInEditor';
import { type EditorMode, planOptionsOf, type RunMode, suiteFor } from './runMode';
import type { SuiteSelection } from './selection';
import { type Serving, startServing } from './serving';
import type { SuiteFiles } from './suiteFiles';
import { failItems, SuiteReport } from './suiteReport';
import type { SuiteTree } from './suiteTree';

export interface SuiteRunsOptions extends Pick<ReportedRun, 'store' | 'record'> {
  readonly files: SuiteFiles;
  readonly tree: SuiteTree;
  readonly keys: CompletionKeys;
  /** Puts the probe at its place and returns its path. */
  readonly installProbe: () => Promise<string>;
  /** Absolute path of the process that makes the requests. */
  readonly runnerPath: string;
  /** Shows a run in its timeline. */
  readonly reveal: (runId: Run['id']) => void;
}

/** One run of a suite, from reading its file to its results. */
interface SuiteRun<Mode = RunMode> {
  readonly testRun: vscode.TestRun;
  readonly selection: SuiteSelection;
  readonly mode: Mode;
  readonly signal: AbortSignal;
}

/** Runs suites, one after the other: two at once would slow each other down. */
export class SuiteRuns {
  private last: Promise<unknown> = Promise.resolve();
  private readonly underWay = new Set<AbortController>();

  constructor(private readonly options: SuiteRunsOptions) {}

  /** Runs the selected suites when those that were asked for before are through. */
  run(
    testRun: vscode.TestRun,
    selections: readonly SuiteSelection[],
    mode: RunMode | EditorMode,
  ): Promise<void> {
    const abort = new AbortController();
    testRun.token.onCancellationRequested(() => abort.abort());
    this.underWay.add(abort);
    const turn = this.last.then(async () => {
      for (const selection of selections) {
        if (!abort.signal.aborted) await this.runOne({ testRun, selection, mode, signal: abort.signal });
      }
    });
    this.last = turn.finally(() => this.underWay.delete(abort));
    return turn;
  }

  /** Breaks off what is under way, for when the editor goes away. */
  async endAll(): Promise<void> {
    for (const abort of this.underWay) abort.abort();
    await this.last;
  }

  /** What is wrong is told at the items. */
  private async runOne({ mode, ...run }: SuiteRun<RunMode | EditorMode>): Promise<void> {
    const { testRun, selection } = run;
    try {
      const suite = await this.readSuite(selection);
      if (mode.kind === 'editor') await runInEditor(suite, { ...this.options, ...run, mode });
      else await this.runTargets(suiteFor(suite, mode), { ...run, mode });
    } catch (error) {
      failItems(testRun, selection, error);
    }
  }

  private async runTargets(suite: Suite, run: SuiteRun): Promise<void> {
    const { testRun, selection } = run;
    const plan = await this.plan(suite, run);
    const report = new SuiteReport({ testRun, selection, tree: this.options.tree });
    let serving: Serving | undefined;
    try {
      if (suite.launch) serving = await this.serve(suite.launch, suite, run, report);
      if (!run.signal.aborted) await this.requestInTurn(suite, plan, run, report);
    } finally {
      await serving?.stop();
    }
  }

  /** As it is in its editor now, even within the time that is waited for the next keystroke. */
  private async readSuite({ uri }: SuiteSelection): Promise<Suite> {
    const file = await this.options.files.refresh(uri);
    if (file?.read.suite) return file.read.suite;
    const problem = file?.read.problems.find(({ severity }) => severity === 'error');
    throw new HumanError(
      problem ? `The suite has an error in line ${problem.line}: ${problem.message}` : 'The suite is gone.',
      'Nothing of it was run.',
    );
  }

  private async plan(suite: Suite, { selection, mode }: SuiteRun): Promise<CompletionPlan> {
    const secrets = await gatherSecrets(this.options.keys, suite);
    const only = selection.leaves.flatMap((leaf) => {
      const { caseId, targetId } = this.options.tree.placeOf(leaf) ?? {};
      return caseId === undefined ? [] : [{ caseId, targetId }];
    });
    return buildPlan(suite, {
      ...planOptionsOf(mode),
      ...(!selection.isWhole && { only }),
      keys: (source: KeySource) => ('env' in source ? process.env[source.env] : secrets.get(source.secret)),
    });
  }

  private serve(name: string, suite: Suite, run: SuiteRun, report: SuiteReport): Promise<Serving> {
    return startServing(name, {
      suite,
      folder: vscode.workspace.getWorkspaceFolder(run.selection.uri),
      testRun: run.testRun,
      debug: run.mode.kind === 'debug',
      signal: run.signal,
      tell: (line) => report.say(line),
    });
  }

  /** Makes the requests, and where the person wants to be sure once more those of cases that are not decided. */
  private async requestInTurn(
    suite: Suite,
    plan: CompletionPlan,
    run: SuiteRun,
    report: SuiteReport,
  ): Promise<void> {
    const { testRun, selection, mode, signal } = run;
    const summary = summariseCompletion(await this.request(suite, plan, run, report));
    const second = mode.kind === 'untilSure' && summary ? planSecondStage(suite, summary) : undefined;
    if (!second || signal.aborted) return;
    const { tree } = this.options;
    const leaves = selection.leaves.filter((leaf) => {
      const { caseId, targetId } = tree.placeOf(leaf) ?? {};
      return second.only.some((one) => one.caseId === caseId && (targetId ?? one.targetId) === one.targetId);
    });
    const again = { ...run, selection: { ...selection, leaves, isWhole: false } };
    report.say(
      `Not decided yet: ${formatNumberOf(leaves.length, 'case')}. They are asked anew, by ${formatNumberOf(second.requests, 'request')}, which alone decide.`,
    );
    const more = new SuiteReport({ testRun, selection: again.selection, tree });
    await this.request(second.suite, await this.plan(second.suite, again), again, more);
  }

  /** Makes the requests and records them. */
  private async request(
    suite: Suite,
    plan: CompletionPlan,
    run: SuiteRun,
    report: SuiteReport,
  ): Promise<Run> {
    const { installProbe, runnerPath, reveal } = this.options;
    const probePath = await installProbe();
    const { selection, signal } = run;
    const reported = { ...this.options, selection, report, title: suite.name };
    const recorded = await recordReported(suite, reported, (recording) =>
      runSuite({
        suite,
        plan,
        recording,
        runnerPath,
        probePath,
        onText: (sampleId, text, judgement) => report.noteAnswer(sampleId, { text, judgement }),
        onExchange: (exchange) => report.noteExchange(exchange),
        signal,
      }),
    );
    if (run.mode.kind === 'debug') reveal(recorded.id);
    return recorded;
  }
}
