import type { RunAnalysis } from '../../analysis/analyseRun';
import type { CallSiteSummary } from '../../analysis/callSiteSummary';
import type { Finding } from '../../analysis/findings/finding';
import type { CallId, Milliseconds, RunId } from '../../base/units';
import { overlapsPause } from '../../metrics/counted';
import { buildPhases, type Phase } from '../../metrics/phases';
import type { CallSite } from '../../model/attribution';
import type { Call } from '../../model/call';
import type { Problem, Run } from '../../model/run';
import type { SuiteRun } from '../suiteRuns';
import {
  type FindingNode,
  findingRows,
  type IterationNode,
  type ThreadNode,
  threadRows,
} from './analysisNodes';
import { type CaseNode, caseRows, type GroupNode } from './suiteNodes';

/** Phases that take less of a call are not shown. */
const SMALLEST_SHARE = 0.005;

/** A row that says something and has no rows below it. */
export interface NoteNode {
  readonly kind: 'note';
  readonly runId: RunId;
  readonly id: string;
  readonly text: string;
  readonly detail?: string;
  readonly severity: Problem['severity'];
}

export interface RunNode {
  readonly kind: 'run';
  readonly runId: RunId;
}

/** `callIds` and `site` make it a target for commands, as they do for calls and phases. */
export interface SiteNode {
  readonly kind: 'site';
  readonly runId: RunId;
  readonly summary: CallSiteSummary;
  readonly callIds: readonly CallId[];
  readonly site?: CallSite;
}

export interface CallNode {
  readonly kind: 'call';
  readonly runId: RunId;
  readonly call: Call;
  readonly ordinal: number;
  readonly paused: boolean;
  readonly callIds: readonly CallId[];
  readonly site?: CallSite;
}

export interface PhaseNode {
  readonly kind: 'phase';
  readonly runId: RunId;
  readonly id: string;
  readonly phase: Phase;
  /** Of the call's time, 0 to 1. */
  readonly share: number;
  readonly callIds: readonly CallId[];
}

/** A row of the runs tree: run, what was found in it, loop, call site, case of a suite, call, phase, and notes among them. */
export type TreeNode =
  | RunNode
  | FindingNode
  | ThreadNode
  | IterationNode
  | SiteNode
  | CaseNode
  | GroupNode
  | CallNode
  | PhaseNode
  | NoteNode;

/** What the rows of a run are made of. */
export interface RunRows {
  readonly sites: readonly CallSiteSummary[];
  readonly analysis: RunAnalysis;
  readonly findings: readonly Finding[];
  /** Said where there are no calls. */
  readonly whyEmpty: string;
}

/** What is wrong or missing, what would make it faster, then the loops and the call sites. */
export function childrenOfRun(run: Run, { sites, analysis, findings, whyEmpty }: RunRows): TreeNode[] {
  const notes = problemNotes(run);
  const rows = sites.map(
    (summary): SiteNode => ({
      kind: 'site',
      runId: run.id,
      summary,
      callIds: summary.calls.map(({ id }) => id),
      site: summary.site,
    }),
  );
  if (rows.length > 0 || notes.length > 0) {
    return [...notes, ...findingRows(run.id, findings), ...threadRows(run.id, analysis), ...rows];
  }
  return [emptyNote(run, whyEmpty)];
}

/** What is wrong or missing, then the cases. */
export function childrenOfSuiteRun(suite: SuiteRun, whyEmpty: string): TreeNode[] {
  const { run } = suite;
  const rows = [...problemNotes(run), ...caseRows(suite)];
  return rows.length > 0 ? rows : [emptyNote(run, whyEmpty)];
}

function problemNotes(run: Run): NoteNode[] {
  return run.problems.map((problem, index) => noteOf(run.id, `${run.id} problem ${index}`, problem));
}

function emptyNote(run: Run, whyEmpty: string): NoteNode {
  return noteOf(run.id, `${run.id} empty`, { severity: 'info', message: whyEmpty });
}

/** The calls of a site, or of an iteration. */
export function callRows(run: Run, calls: readonly Call[], now: Milliseconds): CallNode[] {
  return calls.map((call) => ({
    kind: 'call',
    runId: run.id,
    call,
    ordinal: run.calls.findIndex(({ id }) => id === call.id) + 1,
    paused: overlapsPause(call, run.pauses, now),
    callIds: [call.id],
    site: call.attribution.site,
  }));
}

/** Why it failed and what is unusual about it, then its phases. */
export function childrenOfCall({ runId, call }: CallNode, now: Milliseconds): TreeNode[] {
  const id = `${runId} ${call.id}`;
  const failures = call.attempts.flatMap(({ failure }) => (failure ? [failure] : []));
  const remarks = call.attempts.flatMap((attempt) => attempt.remarks);
  return [
    ...failures.map(({ type, message }, index) =>
      noteOf(runId, `${id} failure ${index}`, { severity: 'error', message: type, action: message }),
    ),
    ...remarks.map((message, index) => noteOf(runId, `${id} remark ${index}`, { severity: 'info', message })),
    ...phasesOf(call, now).map(
      ({ phase, share }, index): PhaseNode => ({
        kind: 'phase',
        runId,
        id: `${id} phase ${index}`,
        phase,
        share,
        callIds: [call.id],
      }),
    ),
  ];
}

/** The phases that are worth a row. */
function phasesOf(call: Call, now: Milliseconds): Pick<PhaseNode, 'phase' | 'share'>[] {
  const phases = buildPhases(call, now);
  const length = phases.reduce((sum, { start, end }) => sum + end - start, 0);
  const shares = phases.map((phase) => ({ phase, share: (phase.end - phase.start) / length }));
  return shares.filter(({ share }) => share >= SMALLEST_SHARE);
}

function noteOf(runId: RunId, id: string, { severity, message, action }: Omit<Problem, 'code'>): NoteNode {
  return { kind: 'note', runId, id, severity, text: message, detail: action };
}
