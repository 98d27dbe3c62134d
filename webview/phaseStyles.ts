import type { TimelinePhaseName } from '../src/protocol/timelineMessages';

/** How a phase is drawn. */
export interface PhaseStyle {
  /** Height of its bar in pixels: the more of the answer is coming, the thicker. */
  readonly thickness: number;
  /** Tells phases apart where colours can't: in high contrast. */
  readonly pattern: PatternName;
}

export type PatternName = 'solid' | 'dots' | 'rising' | 'falling' | 'upright' | 'level' | 'hollow';

export const phaseStyles: Readonly<Record<TimelinePhaseName, PhaseStyle>> = {
  blocked: { thickness: 4, pattern: 'level' },
  connect: { thickness: 4, pattern: 'rising' },
  send: { thickness: 4, pattern: 'solid' },
  wait: { thickness: 8, pattern: 'hollow' },
  thinking: { thickness: 14, pattern: 'dots' },
  streaming: { thickness: 14, pattern: 'solid' },
  receive: { thickness: 14, pattern: 'upright' },
  tail: { thickness: 4, pattern: 'upright' },
  backoff: { thickness: 4, pattern: 'falling' },
};

export const phaseNames = Object.keys(phaseStyles) as TimelinePhaseName[];
