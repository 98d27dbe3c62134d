import type {
  TimelineAccountName,
  TimelineAnalysis,
  TimelineIteration,
  TimelineShare,
  TimelineThread,
} from '../../../src/protocol/timelineAnalysis';

/** Shares for tests: `'wait 300, tool 200'`. */
export function drawShares(drawing: string): readonly TimelineShare[] {
  return drawing.split(', ').map((share) => {
    const [account = '', time] = share.split(' ');
    return { account: account as TimelineAccountName, label: account, time: Number(time) };
  });
}

/** A loop for tests, drawn as its iterations: `'0-500 c1, 500-900 c2 c3'`. */
export function drawTimelineThread(
  id: string,
  drawing: string,
  facts: Partial<TimelineThread> = {},
): TimelineThread {
  const iterations = drawing.split(', ').map((text, index): TimelineIteration => {
    const [times = '', ...callIds] = text.split(' ');
    const [start = 0, end = 0] = times.split('-').map(Number);
    return { ordinal: index + 1, start, end, callIds, ledger: drawShares(`wait ${end - start}`) };
  });
  return {
    id,
    name: 'findCause',
    place: 'agent.ts:62',
    start: iterations[0]?.start ?? 0,
    end: iterations.at(-1)?.end ?? 0,
    iterations,
    others: [],
    ledger: [],
    ...facts,
  };
}

/** What was found out about a run, for tests. What is not given is nothing. */
export function drawTimelineAnalysis(facts: Partial<TimelineAnalysis> = {}): TimelineAnalysis {
  return {
    start: 0,
    end: 1000,
    ledger: [],
    threads: [],
    gaps: [],
    path: [],
    slack: [],
    goal: 'wall',
    goals: [],
    findings: [],
    ...facts,
  };
}
