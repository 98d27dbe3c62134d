import { describeConsumption, findStretches } from '../../analysis/consumption';
import { describeRateLimits } from '../../analysis/rateLimits';
import { formatDuration } from '../../base/format';
import { mergeIntervals } from '../../base/intervals';
import type { CallId, Milliseconds } from '../../base/units';
import { attemptEnd, callInterval, modelOf } from '../../metrics/callTimes';
import { notCountedText, overlapsPause } from '../../metrics/counted';
import { findOutputs } from '../../metrics/moments';
import { buildPhases, type PhaseName } from '../../metrics/phases';
import { isRateLimited } from '../../metrics/rateLimited';
import { findServerParts } from '../../metrics/serverParts';
import type { Attempt } from '../../model/attempt';
import { type Call, lastAttempt } from '../../model/call';
import type { Outcome } from '../../model/outcome';
import type { Run } from '../../model/run';
import type {
  HostToTimeline,
  TimelineAttempt,
  TimelineCall,
  TimelineHeader,
  TimelinePart,
  TimelineStretch,
  TimelineTone,
  TimelineWork,
} from '../../protocol/timelineMessages';
import { phaseTexts } from '../phaseText';
import { serverPartMetrics } from '../serverPartMetrics';
import { roundTime } from './roundTime';
import { buildTimelineFigures, timelineFigureKinds } from './timelineFigures';
import { describePlace } from './timelinePlace';
import { timelineAccountKinds } from './timelineShares';
import { buildTimelineWork, timelineWorkKinds } from './timelineWork';

/** Ticks are for the eye: more than this can't be told apart on any screen. */
const MOST_TICKS = 400;

const tones: Readonly<Record<Outcome, TimelineTone>> = {
  inFlight: 'live',
  complete: 'good',
  error: 'error',
  cancelled: 'warning',
  truncated: 'error',
  cut: 'error',
  empty: 'warning',
  undecoded: 'warning',
};

/**
 * The row of a call.
 * @param ordinal its place in the run, from 1
 * @param now end of a call in flight, ms on the run's clock
 */
export function buildTimelineCall(run: Run, call: Call, ordinal: number, now: Milliseconds): TimelineCall {
  const attempt = lastAttempt(call);
  const { start, end } = callInterval(call, now);
  return {
    id: call.id,
    ordinal,
    ...describePlace(call.attribution),
    model: modelOf(attempt) ?? 'unknown model',
    host: attempt.endpoint.host,
    tone: tones[call.outcome],
    outcome: describeOutcome(attempt),
    failure: attempt.failure?.message,
    paused: overlapsPause(call, run.pauses, now),
    start: roundTime(start),
    end: roundTime(end),
    phases: buildPhases(call, now).map((phase) => ({
      name: phase.name,
      start: roundTime(phase.start),
      end: roundTime(phase.end),
    })),
    parts: collectParts(attempt),
    ticks: collectTicks(call),
    figures: buildTimelineFigures(call),
    attempts: call.attempts.map((one) => describeAttempt(one, now)),
    stretches: collectStretches(call, run),
    remarks: [
      ...describeRateLimits([call]),
      ...describeConsumption([call], run.pauses),
      ...call.attempts.flatMap(({ remarks }) => remarks),
    ],
  };
}

function describeAttempt(attempt: Attempt, now: Milliseconds): TimelineAttempt {
  return {
    start: roundTime(attempt.timing.start),
    end: roundTime(attemptEnd(attempt, now)),
    outcome: describeOutcome(attempt),
    failed: tones[attempt.outcome] === 'error',
    failure: attempt.failure?.message,
    retryAfter: describeRetryAfter(attempt),
  };
}

function describeRetryAfter({ response }: Attempt): string | undefined {
  const asked = response?.retryAfterMs;
  return asked === undefined ? undefined : `retry-after ${formatDuration(asked)}`;
}

/** What the server's own figures say of the answering attempt. */
function collectParts(attempt: Attempt): TimelinePart[] {
  return findServerParts(attempt).map(({ name, of, length }) => ({
    phase: of,
    figure: serverPartMetrics[name],
    length: roundTime(length),
  }));
}

function describeOutcome(attempt: Attempt): string {
  const { outcome, response } = attempt;
  if (outcome === 'complete') return 'complete';
  const failedStatus = response && response.status >= 400 ? ` (${response.status})` : '';
  return `${isRateLimited(attempt) ? 'rate limited' : notCountedText[outcome]}${failedStatus}`;
}

/** Moments of output of all attempts, evenly thinned. Events of one read are one moment. */
function collectTicks(call: Call): number[] {
  const outputs = call.attempts.flatMap(findOutputs);
  const moments = [...new Set(outputs.map(({ at }) => roundTime(at)))];
  const step = Math.max(moments.length / MOST_TICKS, 1);
  const count = Math.ceil(moments.length / step);
  return Array.from({ length: count }, (_, index) => moments[Math.floor(index * step)] as number);
}

/** As `findStretches`; those of a kind that follow each other are one for the eye. */
function collectStretches(call: Call, run: Run): TimelineStretch[] {
  const found = findStretches(call, run.pauses);
  return (['unread', 'unheard'] as const).flatMap((kind) => {
    const ofKind = found.filter((stretch) => (stretch.kind === 'unread') === (kind === 'unread'));
    return mergeIntervals(ofKind).map(({ start, end }) => ({
      kind,
      start: roundTime(start),
      end: roundTime(end),
    }));
  });
}

/** Everything the panel shows. */
export function buildTimelineSnapshot(run: Run, header: TimelineHeader): HostToTimeline {
  const phaseKinds = Object.entries(phaseTexts).map(([name, { label, meaning }]) => ({
    name: name as PhaseName,
    label,
    meaning,
  }));
  const calls = run.calls.map((call, index) => buildTimelineCall(run, call, index + 1, header.now));
  const work = buildTimelineWork(run, header.now);
  return {
    type: 'snapshot',
    header,
    phaseKinds,
    figureKinds: timelineFigureKinds,
    workKinds: timelineWorkKinds,
    accountKinds: timelineAccountKinds,
    calls,
    work,
  };
}

/**
 * What has changed: the header, and these calls.
 * @param work other work, when it is not as it was
 */
export function buildTimelineAppend(
  run: Run,
  changed: ReadonlySet<CallId>,
  header: TimelineHeader,
  work?: readonly TimelineWork[],
): HostToTimeline {
  const calls = run.calls.flatMap((call, index) =>
    changed.has(call.id) ? [buildTimelineCall(run, call, index + 1, header.now)] : [],
  );
  return { type: 'append', header, calls, ...(work && { work }) };
}
