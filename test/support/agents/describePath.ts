import type { RunAnalysis } from '../../../src/analysis/analyseRun';
import type { Mark } from './agentCase';
import type { Marks } from './marks';

/** The named lines that the critical path leads over, one for each call and piece of work on it. */
export function describePath({ activities, path }: RunAnalysis, marks: Marks): readonly Mark[] {
  const byId = new Map(activities.map((activity) => [activity.id, activity]));
  const ids = path.segments.flatMap(({ activity }) => (activity === undefined ? [] : [activity]));
  return [...new Set(ids)].flatMap((id) => {
    const activity = byId.get(id);
    const from = activity?.kind === 'call' ? activity.call : activity?.work.work;
    return marks.ofChain(from?.attribution?.chain ?? []) ?? [];
  });
}
