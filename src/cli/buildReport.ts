import { buildCallSiteSummaries, type CallSiteSummary } from '../analysis/callSiteSummary';
import { findStretches } from '../analysis/consumption';
import { explainRun } from '../analysis/explainRun';
import { findOtherWork, type OtherWork } from '../analysis/otherWork';
import { buildRunSummary } from '../analysis/runSummary';
import type { Goal } from '../analysis/whatIf/change';
import type { Milliseconds } from '../base/units';
import { summariseCompletion } from '../completion/results/summariseCompletion';
import { computeCallMetrics } from '../metrics/callMetrics';
import { callInterval, modelOf } from '../metrics/callTimes';
import { whyNotCounted } from '../metrics/counted';
import { metricDefinitions } from '../metrics/definitions';
import { findMoments, isStream } from '../metrics/moments';
import { PERCENTILE_METHOD } from '../metrics/percentile';
import { buildPhases } from '../metrics/phases';
import { isRateLimited } from '../metrics/rateLimited';
import { findServerParts } from '../metrics/serverParts';
import type { Attempt } from '../model/attempt';
import type { Attribution } from '../model/attribution';
import { type Call, lastAttempt } from '../model/call';
import type { Run } from '../model/run';
import type { CompletionReport } from '../protocol/completionReport';
import {
  REPORT_FORMAT,
  REPORT_FORMAT_VERSION,
  type Report,
  type ReportAttempt,
  type ReportAttribution,
  type ReportCall,
  type ReportCallSite,
  type ReportRun,
  type ReportWork,
} from '../protocol/reportFile';
import { reportCompletion } from './complete/reportCompletion';
import { reportAnalysis, reportSpending } from './reportAnalysis';
import { reportPlace } from './reportPlace';

/**
 * Everything that is known of a run, as documented JSON.
 * @param now end of calls in flight, ms on the run's clock
 */
export function buildReport(run: Run, now: Milliseconds, goal: Goal = 'wall'): Report {
  const explanation = explainRun(run, { now, goal });
  const { start, end } = explanation.analysis;
  const suite = summariseCompletion(run);
  const ledgers = new Map(explanation.callSites.map((ledger) => [ledger.site?.id, ledger]));
  return {
    format: REPORT_FORMAT,
    version: REPORT_FORMAT_VERSION,
    run: reportRun(run),
    summary: buildRunSummary(run, now),
    callSites: buildCallSiteSummaries(run, { now }).map((summary) => ({
      ...reportCallSite(summary),
      ...reportSpending(ledgers.get(summary.site?.id), end - start),
    })),
    calls: run.calls.map((call, index) => ({ ordinal: index + 1, ...reportCall(call, run, now) })),
    otherWork: findOtherWork(run, now).map((piece) => reportWork(piece, run)),
    metrics: metricDefinitions,
    percentiles: PERCENTILE_METHOD,
    analysis: reportAnalysis(explanation),
    ...(run.completion && suite && { completion: reportCompletion(run.completion, suite) }),
  };
}

function reportRun(run: Run): ReportRun {
  const { id, origin, startedAtEpoch, status, end, processes, pauses, problems } = run;
  return {
    id,
    ...origin,
    startedAt: new Date(startedAtEpoch).toISOString(),
    status,
    end,
    processes: processes.map(({ id: _, cwd: __, ...process }) => process),
    pauses,
    problems,
  };
}

function reportAttribution({ method, confidence, site, chain }: Attribution): ReportAttribution {
  return { ...(site && reportPlace(site)), method, confidence, chain: chain.map(reportPlace) };
}

function reportCallSite(summary: CallSiteSummary): Omit<ReportCallSite, 'pathTime' | 'pathShare' | 'ledger'> {
  const { site, confidence, calls, counted, notCounted, total, share, retries, hot, conditions } = summary;
  return {
    place: site && reportPlace(site),
    confidence,
    uncertainCalls: summary.uncertainCalls,
    callIds: idsOf(calls),
    counted,
    notCounted,
    total,
    share,
    retries,
    hot,
    groups: summary.groups.map((group) => ({ ...group, calls: undefined, callIds: idsOf(group.calls) })),
    conditions,
  };
}

function idsOf(calls: readonly Call[]): string[] {
  return calls.map(({ id }) => id);
}

function reportCall(call: Call, run: Run, now: Milliseconds): Omit<ReportCall, 'ordinal'> {
  const attempt = lastAttempt(call);
  const { response, provider, style, endpoint } = attempt;
  return {
    id: call.id,
    attribution: reportAttribution(call.attribution),
    outcome: call.outcome,
    failure: attempt.failure,
    notCounted: whyNotCounted(call, run.pauses),
    model: modelOf(attempt),
    provider,
    servedBy: response?.servedBy,
    style,
    host: endpoint.host,
    path: endpoint.path,
    streamed: isStream(attempt),
    ...callInterval(call, now),
    metrics: computeCallMetrics(call),
    phases: buildPhases(call, now),
    serverParts: findServerParts(attempt),
    heldUp: findStretches(call, run.pauses),
    usage: response?.usage,
    outputEvents: findMoments(attempt).outputCount,
    finishReason: response?.finishReason,
    toolCalls: (response?.toolCalls ?? []).map(({ name }) => name),
    attempts: call.attempts.map(reportAttempt),
  };
}

function reportWork({ work, start, end, duration }: OtherWork, { processes }: Run): ReportWork {
  const { id, kind, name, outcome, code, cpu, attribution } = work;
  return {
    id,
    kind,
    name,
    pid: processes.find((process) => process.id === work.process)?.pid,
    start,
    end,
    duration,
    outcome,
    code,
    cpu,
    attribution: attribution && reportAttribution(attribution),
  };
}

function reportAttempt(attempt: Attempt): ReportAttempt {
  const { id, timing, connectionReused, outcome, failure, request, response, remarks } = attempt;
  const { start, ...moments } = timing;
  return {
    id,
    start,
    moments,
    connectionReused,
    outcome,
    failure,
    status: response?.status,
    requestBytes: request.bytes,
    responseBytes: response?.bytes,
    retryCount: request.retryCount,
    retryAfterMs: response?.retryAfterMs,
    rateLimited: isRateLimited(attempt),
    rateLimits: response?.rateLimits,
    serverTimings: response?.serverTimings,
    remarks,
  };
}

/** A report as text. Times keep nanoseconds; further digits are noise of the arithmetic. */
export function serialiseReport(report: Report | CompletionReport): string {
  const round = (_: string, value: unknown) => (typeof value === 'number' ? Number(value.toFixed(6)) : value);
  return `${JSON.stringify(report, round, 2)}\n`;
}
