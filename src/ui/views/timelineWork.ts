import { findOtherWork, type OtherWork } from '../../analysis/otherWork';
import { describeWorkEnd, hasFailed, nameWork, workTexts } from '../../analysis/workText';
import type { Milliseconds } from '../../base/units';
import type { Run } from '../../model/run';
import type { Work } from '../../model/work';
import type {
  TimelineTone,
  TimelineWork,
  TimelineWorkKind,
  TimelineWorkName,
} from '../../protocol/timelineMessages';
import { roundTime } from './roundTime';
import { describePlace } from './timelinePlace';

/** More rows than these hide the calls; the longest pieces are shown. */
const MOST_ROWS = 400;

export const timelineWorkKinds: readonly TimelineWorkKind[] = Object.entries(workTexts).map(
  ([name, { label, meaning }]) => ({ name: name as TimelineWorkName, label, meaning }),
);

/**
 * The rows of other work, in the order it began.
 * @param now end of what goes on, ms on the run's clock
 */
export function buildTimelineWork(run: Run, now: Milliseconds): readonly TimelineWork[] {
  return chooseLongest(findOtherWork(run, now)).map(buildRow);
}

function chooseLongest(pieces: readonly OtherWork[]): readonly OtherWork[] {
  if (pieces.length <= MOST_ROWS) return pieces;
  const longest = pieces.toSorted((a, b) => b.duration - a.duration).slice(0, MOST_ROWS);
  const chosen = new Set(longest);
  return pieces.filter((piece) => chosen.has(piece));
}

function buildRow({ work, start, end, duration }: OtherWork): TimelineWork {
  const { attribution } = work;
  return {
    id: work.id,
    work: work.kind,
    look: workTexts[work.kind].look,
    name: nameWork(work),
    ...(attribution?.site ? describePlace(attribution) : { frames: [], site: 0 }),
    tone: toneOf(work),
    outcome: describeWorkEnd(work),
    start: roundTime(start),
    end: roundTime(end),
    ...(work.kind === 'cpu' && { busy: roundTime(duration), cpu: work.cpu }),
  };
}

function toneOf(work: Work): TimelineTone {
  if (work.outcome === 'running') return 'live';
  if (hasFailed(work)) return 'error';
  return work.outcome === 'abort' || describeWorkEnd(work) !== '' ? 'warning' : 'good';
}
