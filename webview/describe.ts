import { formatDuration, formatNumberOf } from '../src/base/format';
import type { TimelineThread } from '../src/protocol/timelineAnalysis';
import {
  isWork,
  type TimelineCall,
  type TimelineFrame,
  type TimelineRow,
  type TimelineWork,
} from '../src/protocol/timelineMessages';

import { durationOf, findLongestIteration } from './longestIteration';

const unknownFrame: TimelineFrame = { name: 'unknown line', place: '' };

/** The line that made the call, or words that say it isn't known. */
export function siteOf(call: TimelineCall): TimelineFrame {
  return call.frames[call.site] ?? unknownFrame;
}

/** How long it took, in ms; of a busy stretch, for how long it was busy. */
export function lengthOfRow(row: TimelineRow): number {
  return (isWork(row) ? row.busy : undefined) ?? row.end - row.start;
}

/** A row in one sentence, for those who hear it. */
export function describeRow(row: TimelineRow, workLabels: ReadonlyMap<string, string>): string {
  return isWork(row) ? describeWork(row, workLabels.get(row.work) ?? '') : describeCall(row);
}

function describeWork(row: TimelineWork, label: string): string {
  return [
    label === row.name ? label : `${label} ${row.name}`,
    ...(row.frames.length > 0
      ? [[row.certainty, row.frames[row.site]?.place].filter(Boolean).join(' ')]
      : []),
    ...(row.outcome ? [row.outcome] : []),
    `starts at ${formatDuration(row.start)}`,
    `takes ${formatDuration(lengthOfRow(row))}`,
  ].join(', ');
}

function describeCall(call: TimelineCall): string {
  const { name, place } = siteOf(call);
  return [
    `Call ${call.ordinal}`,
    [call.certainty, name, place].filter(Boolean).join(' '),
    call.model,
    call.outcome,
    `starts at ${formatDuration(call.start)}`,
    `takes ${formatDuration(call.end - call.start)}`,
  ].join(', ');
}

/** A loop in one sentence, for those who hear it. */
export function describeThread({ name, place, iterations, start, end }: TimelineThread): string {
  const longest = findLongestIteration(iterations);
  return [
    `Loop ${name}`,
    ...(place ? [place] : []),
    formatNumberOf(iterations.length, 'iteration'),
    `takes ${formatDuration(end - start)}`,
    ...(longest
      ? [`longest is iteration ${longest.ordinal} with ${formatDuration(durationOf(longest))}`]
      : []),
  ].join(', ');
}
