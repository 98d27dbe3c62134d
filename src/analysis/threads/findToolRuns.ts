import { groupBy } from '../../base/groupBy';
import type { Activity } from '../activity';
import { usableFrom } from '../graph/usableFrom';
import type { Gap } from './draft';
import type { Execution, Made } from './executions';
import { executionsWithin, findNamedTool } from './findNamedTool';
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
  const single = [...named].flatMap(([tool, done]) => (tool === undefined ? [] : runsOf(tool, gap, done)));
  const others = tools.filter((tool) => !named.has(tool));
  if (!bringing || others.length === 0) return single;
  const unnamed = (named.get(undefined) ?? []).filter(isWithin).map(idOf);
  return [...single, { names: others, start, end, activities: unnamed }].sort((a, b) => a.start - b.start);
}

/** What was done for a tool; run by run where as many executions of it are told apart as were asked for. */
function runsOf(tool: string, gap: Gap, activities: readonly Activity[]): readonly ToolRun[] {
  const names = gap.tools.filter((name) => name === tool);
  const apart = names.length === 1 ? [] : groupByExecution(gap, activities);
  return apart.length === names.length
    ? apart.map((done) => runOf([tool], done))
    : [runOf(names, activities)];
}

/** Activities that share an execution of anything within the conversation's own function stand together. */
function groupByExecution(gap: Gap, activities: readonly Activity[]): readonly (readonly Activity[])[] {
  const groupOf = new Map<Execution, Activity[]>();
  const groups = new Set<Activity[]>();
  for (const activity of activities) {
    const executions = executionsWithin(madeOf(activity), gap.thread).filter((one) => one !== undefined);
    const known = executions.find((execution) => groupOf.has(execution));
    const group = (known !== undefined && groupOf.get(known)) || [];
    group.push(activity);
    groups.add(group);
    for (const execution of executions) groupOf.set(execution, group);
  }
  return [...groups];
}

function runOf(names: readonly string[], activities: readonly Activity[]): ToolRun {
  return {
    names,
    start: (activities[0] as Activity).start,
    end: activities.reduce((last, { end }) => Math.max(last, end), 0),
    activities: activities.map(idOf),
  };
}

function madeOf(activity: Activity): Made {
  return activity.kind === 'call' ? activity.call : activity.work.work;
}

function idOf({ id }: Activity): Activity['id'] {
  return id;
}
