import type { TimelinePhaseName, TimelineWorkLook } from '../src/protocol/timelineMessages';

/** How a part of a bar is drawn. */
export interface BarStyle {
  /** Height of its bar in pixels: the more of the answer is coming, the thicker. */
  readonly thickness: number;
  /** Tells kinds apart where colours can't: in high contrast. */
  readonly pattern: PatternName;
}

export type PatternName = 'solid' | 'dots' | 'rising' | 'falling' | 'upright' | 'level' | 'hollow';

/** What a part of a bar shows: a phase of a call, or other work. */
export type BarName = TimelinePhaseName | TimelineWorkLook;

export const barStyles: Readonly<Record<BarName, BarStyle>> = {
  queue: { thickness: 4, pattern: 'level' },
  connect: { thickness: 4, pattern: 'rising' },
  send: { thickness: 4, pattern: 'solid' },
  wait: { thickness: 8, pattern: 'hollow' },
  thinking: { thickness: 14, pattern: 'dots' },
  streaming: { thickness: 14, pattern: 'solid' },
  receive: { thickness: 14, pattern: 'upright' },
  tail: { thickness: 4, pattern: 'upright' },
  refused: { thickness: 8, pattern: 'falling' },
  retryAfter: { thickness: 4, pattern: 'dots' },
  backoff: { thickness: 4, pattern: 'falling' },
  work: { thickness: 8, pattern: 'falling' },
  sleep: { thickness: 2, pattern: 'level' },
  busy: { thickness: 8, pattern: 'solid' },
  mark: { thickness: 2, pattern: 'solid' },
};

export const barNames = Object.keys(barStyles) as BarName[];
