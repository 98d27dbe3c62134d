import { workTexts } from '../../../src/analysis/workText';
import type { TimelineWork, TimelineWorkName } from '../../../src/protocol/timelineMessages';

/** A piece of other work for tests: `'process 100 400'`. What is not given is unremarkable. */
export function drawTimelineWork(drawing: string, facts: Partial<TimelineWork> = {}): TimelineWork {
  const [work, start, end] = drawing.split(' ');
  return {
    id: drawing,
    work: work as TimelineWorkName,
    look: workTexts[work as TimelineWorkName].look,
    name: 'rg',
    frames: [{ name: 'search', place: 'tools.ts:8' }],
    site: 0,
    tone: 'good',
    outcome: '',
    start: Number(start),
    end: Number(end),
    ...facts,
  };
}
