import { formatDuration } from '../src/base/format';
import type { TimelineCall, TimelineFrame } from '../src/protocol/timelineMessages';

const unknownFrame: TimelineFrame = { name: 'unknown line', place: '' };

/** The line that made the call, or words that say it isn't known. */
export function siteOf(call: TimelineCall): TimelineFrame {
  return call.frames[call.site] ?? unknownFrame;
}

/** A call in one sentence, for those who hear it. */
export function describeCall(call: TimelineCall): string {
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
