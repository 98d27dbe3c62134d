import type * as vscode from 'vscode';
import { HumanError } from '../../base/humanError';
import { buildPlan } from '../../completion/buildPlan';
import type { CompletionPlan } from '../../completion/plan';
import type { Suite, SuiteTarget } from '../../completion/suite/suite';
import type { EditorClient } from './editorClient';
import { recordReported } from './recordReported';
import { runEditorSuite } from './runEditorSuite';
import type { EditorMode } from './runMode';
import type { SuiteRunsOptions } from './runSuites';
import type { SuiteSelection } from './selection';
import { SuiteReport } from './suiteReport';

export interface EditorRunOptions extends Pick<SuiteRunsOptions, 'record' | 'store' | 'tree'> {
  readonly testRun: vscode.TestRun;
  readonly selection: SuiteSelection;
  readonly mode: EditorMode;
  readonly signal: AbortSignal;
}

/**
 * Runs a suite against something of the editor's own in place of its targets, and records it like any other run.
 * @throws HumanError when it can't be run
 */
export async function runInEditor(whole: Suite, options: EditorRunOptions): Promise<void> {
  const { mode, testRun, tree, signal } = options;
  const client = await mode.createClient(whole);
  try {
    const selection = byCase(options.selection);
    const suite = suiteFor(whole, client);
    const chosen = new Set(selection.leaves.map((leaf) => tree.placeOf(leaf)?.caseId));
    const plan = await planFor(suite, mode, chosen);
    const report = new SuiteReport({ testRun, tree, selection });
    const isPlanned = new Set(plan.cases.map(({ id }) => id));
    for (const leaf of selection.leaves) {
      if (!isPlanned.has(tree.placeOf(leaf)?.caseId ?? '')) report.say(`${leaf.label}: ${mode.leavesOut}`);
    }
    report.say(client.remarks.join('\n'));
    await record(suite, plan, { ...options, selection }, { client, report, signal });
  } finally {
    await client.close();
  }
}

/** There is one target, whatever the suite has: results belong to the cases. */
function byCase({ leaves, item, ...selection }: SuiteSelection): SuiteSelection {
  const cases = leaves.map((leaf) => (leaf.parent && leaf.parent !== item ? leaf.parent : leaf));
  return { ...selection, item, leaves: [...new Set(cases)] };
}

/** What the suite says of its first target's prompt goes for the editor's model as well; inline completions have none. */
function suiteFor(suite: Suite, { target }: EditorClient): Suite {
  const [first] = suite.targets;
  const asked: SuiteTarget = {
    ...target,
    api: 'chat',
    headers: {},
    parameters: first?.parameters ?? {},
    prompt: first?.prompt ?? { maxPrefix: 0, maxSuffix: 0 },
  };
  return { ...suite, targets: [asked], concurrency: 1 };
}

async function planFor(
  suite: Suite,
  mode: EditorMode,
  chosen: ReadonlySet<string | undefined>,
): Promise<CompletionPlan> {
  const only = suite.cases.filter((one) => chosen.has(one.id) && mode.canAsk(one));
  if (only.length === 0) throw new HumanError('None of these cases can be asked here.', mode.leavesOut);
  return buildPlan(suite, { keys: () => undefined, only: only.map(({ id }) => ({ caseId: id })) });
}

interface Tools {
  readonly client: EditorClient;
  readonly report: SuiteReport;
  readonly signal: AbortSignal;
}

async function record(suite: Suite, plan: CompletionPlan, options: EditorRunOptions, tools: Tools) {
  const { report, client } = tools;
  const reported = { ...options, report, title: `${suite.name} (${client.target.label})` };
  await recordReported(suite, reported, (recording) =>
    runEditorSuite({
      ...tools,
      suite,
      plan,
      recording,
      onText: (sampleId, text, judgement) => report.noteAnswer(sampleId, { text, judgement }),
    }),
  );
}
