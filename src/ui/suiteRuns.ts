import type { RunId } from '../base/units';
import { sampleIdIn } from '../completion/plan';
import type { CompletionSummary } from '../completion/results/completionSummary';
import { summariseCompletion } from '../completion/results/summariseCompletion';
import type { SourceFrame } from '../model/attribution';
import type { CompletionCase, CompletionRun } from '../model/completion';
import type { Run } from '../model/run';
import type { ResultSection } from '../protocol/completionMessages';
import type { RunStore } from '../store/runStore';

/** A run of a completion suite with what it says. */
export interface SuiteRun {
  readonly run: Run;
  readonly completion: CompletionRun;
  readonly summary: CompletionSummary;
}

/** What of which results to show: those of the newest run of any suite, where neither is named. */
export interface ResultsTarget {
  readonly runId?: RunId;
  readonly caseId?: string;
  readonly section?: ResultSection;
}

/** A run as one of a suite; undefined for any other. */
export function suiteRunOf(run: Run): SuiteRun | undefined {
  const { completion } = run;
  const summary = summariseCompletion(run);
  return completion && summary ? { run, completion, summary } : undefined;
}

/** Runs of a suite, the newest first; of any suite, if no file is given. */
export function findSuiteRuns({ runs }: RunStore, file?: string): readonly Run[] {
  return runs.filter(
    ({ completion }) => completion && (file === undefined || completion.suite.file === file),
  );
}

/** The line of a case in its suite's file, as the run's calls know it: with a hash of its text where there is one. */
export function findCaseFrame({ run, completion }: SuiteRun, of: CompletionCase): SourceFrame {
  const { file } = completion.suite;
  const ids = new Set(
    completion.samples.flatMap(({ caseId, callId }) => (caseId === of.id && callId ? [callId] : [])),
  );
  for (const { id, attribution } of run.calls) {
    const frame = ids.has(id)
      ? attribution.chain.find((one) => sampleIdIn(one.functionName) !== undefined)
      : undefined;
    if (frame) return frame;
  }
  return { file, line: of.line, column: of.column };
}

/** How many of the planned requests have been made. Those of a burst that the next keystroke superseded come on top. */
export function countDone({ samples }: CompletionRun): number {
  return samples.filter(({ id }) => !id.includes('.')).length;
}
