import type { TimelineCall, TimelinePhaseName } from '../../../src/protocol/timelineMessages';

/**
 * A call for tests, drawn as its phases: `'wait 0 300, streaming 300 900'`. What is not given is unremarkable.
 * @param ordinal its place in the run; the id is `c1`, `c2`, ...
 */
export function drawTimelineCall(
  ordinal: number,
  drawing: string,
  facts: Partial<TimelineCall> = {},
): TimelineCall {
  const phases = drawing.split(', ').map((phase) => {
    const [name, start, end] = phase.split(' ');
    return { name: name as TimelinePhaseName, start: Number(start), end: Number(end) };
  });
  return {
    id: `c${ordinal}`,
    ordinal,
    frames: [{ name: 'planStep', place: 'agent.ts:42' }],
    site: 0,
    model: 'gpt-test',
    host: 'api.test',
    tone: 'good',
    outcome: 'complete',
    paused: false,
    start: phases[0]?.start ?? 0,
    end: phases.at(-1)?.end ?? 0,
    phases,
    parts: [],
    ticks: [],
    figures: [],
    attempts: [],
    stretches: [],
    remarks: [],
    ...facts,
  };
}
