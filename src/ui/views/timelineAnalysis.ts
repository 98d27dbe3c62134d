import type { RunAnalysis } from '../../analysis/analyseRun';
import type { Finding } from '../../analysis/findings/finding';
import { buildRunLedger } from '../../analysis/ledger/ledgers';
import type { Goal } from '../../analysis/whatIf/change';
import type { TimelineAnalysis, TimelinePathStep } from '../../protocol/timelineAnalysis';
import { roundTime } from './roundTime';
import { buildTimelineGoals, describeFinding } from './timelineFindings';
import { buildTimelineGaps } from './timelineGaps';
import { describeShares } from './timelineShares';
import { buildTimelineThreads } from './timelineThreads';

/** Less slack than this is none that anybody could use, in ms. */
const LEAST_SLACK = 1;

/**
 * Where the time of a run went, as the timeline shows it.
 * @param findings by that goal, the one that saves most first
 */
export function buildTimelineAnalysis(
  analysis: RunAnalysis,
  findings: readonly Finding[],
  goal: Goal,
): TimelineAnalysis {
  const goals = buildTimelineGoals(analysis);
  const value = goals.find(({ name }) => name === goal)?.value ?? '';
  return {
    start: roundTime(analysis.start),
    end: roundTime(analysis.end),
    ledger: describeShares(buildRunLedger(analysis).entries),
    threads: buildTimelineThreads(analysis),
    gaps: buildTimelineGaps(analysis),
    path: describePath(analysis),
    slack: describeSlack(analysis),
    goal,
    goals,
    findings: findings.map((finding) => describeFinding(finding, value)),
  };
}

/** Stretches of one row that follow each other are one. */
function describePath({ path }: RunAnalysis): readonly TimelinePathStep[] {
  const steps: { start: number; end: number; rowId?: string }[] = [];
  for (const { start, end, activity } of path.segments) {
    const last = steps.at(-1);
    if (last && last.rowId === activity) last.end = roundTime(end);
    else steps.push({ start: roundTime(start), end: roundTime(end), ...(activity && { rowId: activity }) });
  }
  return steps;
}

function describeSlack({ activities, path }: RunAnalysis): TimelineAnalysis['slack'] {
  return activities.flatMap(({ kind, id }) => {
    const slack = path.slack.get(id) ?? 0;
    return kind === 'call' && slack >= LEAST_SLACK ? [[id, roundTime(slack)] as const] : [];
  });
}
