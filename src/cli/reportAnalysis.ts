import type { ExplainedThread, RunExplanation } from '../analysis/explainRun';
import type { Finding } from '../analysis/findings/finding';
import { findingTexts } from '../analysis/findings/findingTexts';
import { findParallelism } from '../analysis/graph/findParallelism';
import { accountTexts } from '../analysis/ledger/accountText';
import type { CallSiteLedger, Spending } from '../analysis/ledger/ledgers';
import type { Prediction } from '../analysis/whatIf/change';
import type { Call } from '../model/call';
import type {
  ReportAnalysis,
  ReportCallSite,
  ReportFinding,
  ReportPrediction,
  ReportThread,
} from '../protocol/reportFile';
import { reportPlace } from './reportPlace';

/** Where the time of a run went, as documented JSON. */
export function reportAnalysis(explanation: RunExplanation): ReportAnalysis {
  const { analysis, goal, ledger, threads, findings, best, lines } = explanation;
  const { start, end, path, graph } = analysis;
  return {
    goal,
    start,
    end,
    accounts: Object.fromEntries(
      Object.entries(accountTexts).map(([name, { label, meaning }]) => [name, { label, meaning }]),
    ),
    ledger: ledger.entries,
    threads: threads.map(reportThread),
    path: path.segments.map(({ start, end, activity }) => ({ start, end, id: activity })),
    slack: [...path.slack].map(([id, time]) => ({ id, time })),
    dependencies: [...graph.before.values()].flat(),
    parallelism: findParallelism(analysis.activities, { start, end }),
    findings: findings.map(reportFinding),
    best: best && { findingId: best.finding.id, ...reportPrediction(best.prediction) },
    lines: lines.map(({ site, activities, ...figures }) => ({
      place: reportPlace(site),
      ids: activities,
      ...figures,
    })),
  };
}

/** What the calls of a place spend their time on. */
export function reportSpending(
  spent: CallSiteLedger | undefined,
  wall: number,
): Pick<ReportCallSite, 'pathTime' | 'pathShare' | 'ledger'> {
  const { onPath, own } = spent ?? { onPath: nothing, own: nothing };
  return {
    pathTime: onPath.time,
    pathShare: wall > 0 ? onPath.time / wall : 0,
    ledger: { onPath: onPath.entries, own: own.entries },
  };
}

const nothing: Spending = { time: 0, entries: [] };

function reportThread({ thread, name, attribution, ledger, iterations }: ExplainedThread): ReportThread {
  const { id, start, end, calls, parent, branchOf } = thread;
  return {
    id,
    name,
    place: attribution?.site && reportPlace(attribution.site),
    start,
    end,
    parent,
    branchOf,
    callIds: idsOf(calls),
    ledger: ledger.entries,
    iterations: iterations.map(({ iteration, ledger }) => ({
      ordinal: iteration.ordinal,
      start: iteration.start,
      end: iteration.end,
      callIds: idsOf(iteration.calls),
      tools: iteration.tools.map(({ names, start, end, activities }) => ({
        names,
        start,
        end,
        ids: activities,
      })),
      ledger: ledger.entries,
    })),
  };
}

function reportFinding(finding: Finding): ReportFinding {
  const { id, detector, title, explanation, advice, certainty, activities, places, evidence } = finding;
  const { saving, savingLow, savingHigh } = finding;
  return {
    id,
    detector,
    label: findingTexts[detector].label,
    title,
    explanation,
    advice,
    certainty,
    ids: activities,
    places: places.map(reportPlace),
    evidence,
    saving,
    savingLow,
    savingHigh,
  };
}

function reportPrediction({ before, after, low, high, caveats }: Prediction): ReportPrediction {
  return { before, after, low, high, caveats };
}

function idsOf(calls: readonly Call[]): string[] {
  return calls.map(({ id }) => id);
}
