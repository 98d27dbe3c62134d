import type { RunId } from '../base/units';
import { sampleIdIn } from '../completion/plan';
import type { CompletionSummary } from '../completion/results/completionSummary';
import { measureSamples } from '../completion/results/measureSamples';
import { summariseCompletion } from '../completion/results/summariseCompletion';
import type { SourceFrame } from '../model/attribution';
import type { Call } from '../model/call';
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

/** Calls of a case, or of a model, or of both; those that do not count too. */
export function findCallsOf(
  { run }: SuiteRun,
  { caseId, targetId }: { readonly caseId?: string; readonly targetId?: string },
): readonly Call[] {
  return measureSamples(run).flatMap(({ sample, call }) => {
    const isMeant =
      (caseId === undefined || sample.caseId === caseId) &&
      (targetId === undefined || sample.targetId === targetId);
    return isMeant && call ? [call] : [];
  });
}

/** The line of a case in its suite's file, as the run's calls know it: with a hash of its text where there is one. */
export function findCaseFrame(suite: SuiteRun, { id, line, column }: CompletionCase): SourceFrame {
  for (const { attribution } of findCallsOf(suite, { caseId: id })) {
    const frame = attribution.chain.find((one) => sampleIdIn(one.functionName) !== undefined);
    if (frame) return frame;
  }
  return { file: suite.completion.suite.file, line, column };
}
