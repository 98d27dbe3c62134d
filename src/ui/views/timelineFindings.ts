import type { RunAnalysis } from '../../analysis/analyseRun';
import type { Finding } from '../../analysis/findings/finding';
import { describeSaving, formatSaving } from '../../analysis/findings/savingText';
import type { Goal, Prediction } from '../../analysis/whatIf/change';
import { predict } from '../../analysis/whatIf/predict';
import { formatDuration, formatPlace } from '../../base/format';
import type { TimelineFinding, TimelineGoal, TimelinePrediction } from '../../protocol/timelineAnalysis';
import { roundTime } from './roundTime';

const goalTexts: Readonly<Record<Goal, { readonly label: string; readonly meaning: string }>> = {
  perceived: {
    label: 'To the answer',
    meaning:
      'Ranks by what a person waits for: from the first request to the first text of the final answer.',
  },
  wall: { label: 'Total', meaning: 'Ranks by the wall time: from the first request to the end of the run.' },
  throughput: {
    label: 'At full load',
    meaning:
      'Ranks by what one run adds when the program does this again and again, side by side: its time per run.',
  },
};

/** What there is to aim at, and how the run does. */
export function buildTimelineGoals(analysis: RunAnalysis): readonly TimelineGoal[] {
  return (Object.keys(goalTexts) as Goal[]).map((name) => ({
    name,
    ...goalTexts[name],
    value: formatGoal(name, predict(analysis, [], name).before),
  }));
}

/** Time of a goal; of a rate the time that one takes. */
function formatGoal(goal: Goal, value: number): string {
  if (goal !== 'throughput') return formatDuration(value);
  return value > 0 ? formatDuration(1000 / value) : '';
}

/**
 * A finding as the timeline lists it.
 * @param of what its saving is a part of: `21.4 s`
 */
export function describeFinding(finding: Finding, of: string): TimelineFinding {
  const { id, title, certainty, explanation, advice, evidence, places, activities, changes } = finding;
  const saving = formatSaving(finding);
  return {
    id,
    title,
    certainty,
    saving: saving ?? '',
    savingOf: saving === undefined || of === '' ? '' : `of ${of}`,
    range: saving === undefined ? '' : describeSaving(finding),
    explanation,
    advice,
    evidence,
    places: places.map((frame) => ({ name: frame.functionName ?? '(anonymous)', place: formatPlace(frame) })),
    rowIds: activities,
    hasWhatIf: changes.length > 0,
  };
}

/** Shifts below this can't be seen, in ms. */
const LEAST_SHIFT = 0.5;

/** The run thought through without these findings. */
export function buildTimelinePrediction(
  analysis: RunAnalysis,
  findings: readonly Finding[],
  goal: Goal,
): TimelinePrediction {
  const prediction = predict(
    analysis,
    findings.flatMap(({ changes }) => changes),
    goal,
  );
  const { before, after, times, caveats } = prediction;
  const moved = analysis.activities.flatMap(({ id, start, end }) => {
    const time = times.get(id);
    const shift = time ? Math.max(Math.abs(time.start - start), Math.abs(time.end - end)) : 0;
    return time && shift > LEAST_SHIFT ? [[id, roundTime(time.start), roundTime(time.end)] as const] : [];
  });
  return {
    findingIds: findings.map(({ id }) => id),
    before: formatGoal(goal, before),
    after: formatGoal(goal, after),
    range: describeRange(prediction),
    caveats,
    end: roundTime([...times.values()].reduce((last, { end }) => Math.max(last, end), analysis.start)),
    moved,
    gone: analysis.activities.flatMap(({ id }) => (times.has(id) ? [] : [id])),
  };
}

function describeRange({ goal, low, high }: Prediction): string {
  const texts = [low, high]
    .sort((a, b) => (goal === 'throughput' ? b - a : a - b))
    .map((value) => formatGoal(goal, value));
  return texts[0] === texts[1] ? '' : texts.join(' to ');
}
