import { join, resolve } from 'node:path';
import type { CompletionPlan } from '../../completion/plan';
import { summariseCompletion } from '../../completion/results/summariseCompletion';
import { runSuite } from '../../completion/runSuite';
import type { Suite } from '../../completion/suite/suite';
import type { CompletionRun } from '../../model/completion';
import type { Run } from '../../model/run';
import { recordRun } from '../../pipeline';
import { RunStore } from '../../store/runStore';
import { saveTrace } from '../../store/traceOnDisk';
import type { MeasuredSuite } from '../baseline/buildBaseline';
import { discardRun, prepareRun } from '../storage';
import type { Miss } from './textDiff';

const runnerPath = join(__dirname, 'completionRunner.cjs');

export interface PlannedSuite {
  readonly suite: Suite;
  readonly plan: CompletionPlan;
}

export interface MeasuringOptions {
  /** Where the trace is to be saved. */
  readonly out?: string;
  readonly onChange: (run: CompletionRun) => void;
  /** Breaks the suite off. */
  readonly signal: AbortSignal;
}

/** A suite that was run, and the answers that are not as expected, by their samples. */
export interface SuiteResult extends MeasuredSuite {
  readonly misses: ReadonlyMap<string, Miss>;
}

/**
 * Runs a suite and records it as any program is. Nothing of the recording is kept but the trace that is asked for.
 * @throws HumanError when the runner can't be started or dies
 */
export async function measureSuite(
  { suite, plan }: PlannedSuite,
  { out, onChange, signal }: MeasuringOptions,
): Promise<SuiteResult> {
  const { probePath, folder } = await prepareRun();
  const misses = new Map<string, Miss>();
  try {
    const recorded = await recordSuite({ suite, plan }, { probePath, folder, misses, onChange, signal });
    if (out !== undefined) await saveTrace(resolve(out), recorded);
    const summary = summariseCompletion(recorded);
    if (!recorded.completion || !summary) throw new Error('A suite was run and its record holds none.');
    return { run: recorded.completion, summary, misses };
  } finally {
    await discardRun(folder);
  }
}

interface Recording extends Omit<MeasuringOptions, 'out'> {
  readonly probePath: string;
  readonly folder: string;
  readonly misses: Map<string, Miss>;
}

async function recordSuite({ suite, plan }: PlannedSuite, recording: Recording): Promise<Run> {
  const { probePath, folder, misses, onChange, signal } = recording;
  const store = new RunStore();
  const origin = { kind: 'completion', title: suite.name, folder: process.cwd() } as const;
  const live = recordRun({ store, origin, folder });
  try {
    await runSuite({
      suite,
      plan,
      recording: live,
      runnerPath,
      probePath,
      onChange,
      onText: (id, text, judgement) => {
        if (judgement?.met === false) misses.set(id, { text, ...judgement });
      },
      signal,
    });
    return await live.end();
  } finally {
    await live.end();
    store.dispose();
  }
}
