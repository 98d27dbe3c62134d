import { groupBy } from '../../base/groupBy';
import type { Activity } from '../activity';
import { usableFrom } from '../graph/usableFrom';
import type { Gap } from './draft';
import { findNamedTool } from './findNamedTool';
import type { ToolRun } from './thread';

/**
 * The tools that were run in a gap. Where there was one, it took the whole of it. Of several those are told apart whose
 * work is known by their names; the others share the whole. After the last answer only those are told.
 * @param activities that were done in it, in the order they start
 */
export function findToolRuns(gap: Gap, activities: readonly Activity[]): readonly ToolRun[] {
  const { tools, bringing, start, end } = gap;
  const isWithin = (activity: Activity) => activity.start >= usableFrom(gap.asking);
  if (tools.length === 0) return [];
  if (bringing && tools.length === 1) {
    return [{ names: tools, start, end, activities: activities.filter(isWithin).map(idOf) }];
  }
  const named = groupBy(activities, (activity) => findNamedTool(madeOf(activity), gap));
  const single = [...named].flatMap(([tool, done]) => (tool === undefined ? [] : [runOf(tool, tools, done)]));
  const others = tools.filter((tool) => !named.has(tool));
  if (!bringing || others.length === 0) return single;
  const unnamed = (named.get(undefined) ?? []).filter(isWithin).map(idOf);
  return [...single, { names: others, start, end, activities: unnamed }].sort((a, b) => a.start - b.start);
}

/** What was done for a tool, as often as it was asked for: calls of one tool are not told apart. */
function runOf(tool: string, tools: readonly string[], activities: readonly Activity[]): ToolRun {
  return {
    names: tools.filter((name) => name === tool),
    start: (activities[0] as Activity).start,
    end: activities.reduce((last, { end }) => Math.max(last, end), 0),
    activities: activities.map(idOf),
  };
}

function madeOf(activity: Activity): Parameters<typeof findNamedTool>[0] {
  return activity.kind === 'call' ? activity.call : activity.work.work;
}

function idOf({ id }: Activity): Activity['id'] {
  return id;
}
