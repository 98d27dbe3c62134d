import type { CallId, RunId } from '../../base/units';
import type { CaseSummary } from '../../completion/results/completionSummary';
import { type CallSite, callSiteIdOf } from '../../model/attribution';
import { findCaseFrame, type SuiteRun } from '../suiteRuns';

/** A case of a completion suite. `runId` and `caseId` make it a target for the results. */
export interface CaseNode {
  readonly kind: 'case';
  readonly runId: RunId;
  readonly caseId: string;
  readonly name: string;
  /** Of every model and concurrency. */
  readonly groups: readonly CaseSummary[];
  readonly callIds: readonly CallId[];
  readonly site: CallSite;
}

/** A case with one model at one concurrency, where there are several. */
export interface GroupNode {
  readonly kind: 'group';
  readonly runId: RunId;
  readonly caseId: string;
  readonly name: string;
  readonly group: CaseSummary;
  readonly callIds: readonly CallId[];
}

/** The cases of a suite's run that have results, in the order of the suite. */
export function caseRows(suite: SuiteRun): CaseNode[] {
  const { run, completion, summary } = suite;
  return completion.cases.flatMap((of) => {
    const groups = summary.cases.filter((group) => group.of.id === of.id);
    if (groups.length === 0) return [];
    const frame = findCaseFrame(suite, of);
    return [
      {
        kind: 'case',
        runId: run.id,
        caseId: of.id,
        name: of.name,
        groups,
        callIds: groups.flatMap(callsOf),
        site: { ...frame, id: callSiteIdOf(frame) },
      },
    ];
  });
}

/** What of a case there is to tell apart: its models and levels of concurrency; none where there is only one. */
export function groupRows({ runId, caseId, groups }: CaseNode): GroupNode[] {
  if (groups.length < 2) return [];
  const hasLevels = new Set(groups.map(({ concurrency }) => concurrency)).size > 1;
  const hasModels = new Set(groups.map(({ target }) => target.id)).size > 1;
  return groups.map((group) => ({
    kind: 'group',
    runId,
    caseId,
    name: [
      ...(hasModels ? [group.target.label] : []),
      ...(hasLevels ? [`concurrency ${group.concurrency}`] : []),
    ].join(', '),
    group,
    callIds: callsOf(group),
  }));
}

function callsOf({ samples }: CaseSummary): CallId[] {
  return samples.flatMap(({ call }) => (call ? [call.id] : []));
}
