import type { RunAnalysis } from '../../analysis/analyseRun';
import { buildLedger } from '../../analysis/ledger/buildLedger';
import type { LedgerEntry } from '../../analysis/ledger/ledger';
import { buildIterationLedger } from '../../analysis/ledger/ledgers';
import type { Interval } from '../../base/intervals';
import type { CallId } from '../../base/units';
import type { TimelineGap } from '../../protocol/timelineAnalysis';
import { roundTime } from './roundTime';
import { describeShares } from './timelineShares';
import { isLoop } from './timelineThreads';

/** A shorter gap is no wait, in ms. */
const LEAST = 1;

/**
 * Before each request of a loop the time from the answer that the loop went on from; before any other the time with no
 * call open.
 */
export function buildTimelineGaps(analysis: RunAnalysis): readonly TimelineGap[] {
  const gaps = [...gapsOfLoops(analysis), ...gapsOfRun(analysis)];
  const byCall = new Map(gaps.reverse().map((gap) => [gap.callId, gap]));
  return [...byCall.values()].filter(({ start, end }) => end - start >= LEAST).sort((a, b) => a.end - b.end);
}

function gapsOfLoops(analysis: RunAnalysis): TimelineGap[] {
  const ends = new Map(analysis.activities.map(({ id, end }) => [id as string, end]));
  return analysis.threads.filter(isLoop).flatMap((thread) =>
    thread.iterations.slice(1).flatMap((iteration, index) => {
      const before = thread.iterations[index];
      const call = iteration.calls[0];
      const start = Math.max(...(before?.calls ?? []).map(({ id }) => ends.get(id) ?? iteration.start));
      if (!before || !call || start >= iteration.start) return [];
      const gap = { ...before, start, end: iteration.start };
      return [describeGap(call.id, gap, buildIterationLedger(analysis, thread, gap).entries)];
    }),
  );
}

function gapsOfRun({ activities, pieces, start: begin, end: finish }: RunAnalysis): TimelineGap[] {
  const gaps: TimelineGap[] = [];
  let open = begin;
  for (const { kind, id, start, end } of activities) {
    if (kind !== 'call') continue;
    if (start > open) {
      const gap = { start: open, end: Math.min(start, finish) };
      gaps.push(describeGap(id, gap, buildLedger(pieces, gap).entries));
    }
    open = Math.max(open, end);
  }
  return gaps;
}

function describeGap(callId: CallId, { start, end }: Interval, entries: readonly LedgerEntry[]): TimelineGap {
  return { callId, start: roundTime(start), end: roundTime(end), shares: describeShares(entries) };
}
