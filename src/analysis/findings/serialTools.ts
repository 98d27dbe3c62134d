import { formatDuration, formatNumberOf } from '../../base/format';
import { groupBy } from '../../base/groupBy';
import type { Interval } from '../../base/intervals';
import { memoiseByIdentity } from '../../base/memoise';
import type { Milliseconds } from '../../base/units';
import { lastAttempt } from '../../model/call';
import type { Activity, ActivityId } from '../activity';
import type { RunAnalysis } from '../analyseRun';
import type { Iteration, Thread, ThreadId, ToolRun } from '../threads/thread';
import { indexActivities } from '../whatIf/indexActivities';
import type { Detector } from './detector';
import type { Suspicion } from './finding';
import { placesInLoop } from './loopPlace';
import { leastNoticed } from './noticed';
import { placesOf, placesOfCalls } from './places';

/** What ends within this of another's start came before it. */
const SLACK_MS: Milliseconds = 2;

/** Tools that one answer asked for together and that the program ran one after the other. */
export const serialTools: Detector = (analysis) => {
  if (!analysis.threads.some(hasTools)) return [];
  const known = new Known(analysis);
  const turns = analysis.threads.flatMap(({ id, iterations }) =>
    iterations.flatMap((iteration) => findTools(id, iteration, known)),
  );
  const byLine = groupBy(turns, ({ iteration }) => iteration.calls[0]?.attribution.site?.id);
  return [...byLine.values()].flatMap((same) => suspect(analysis, same, known));
};

/** Finds what belongs to an id. */
class Known {
  constructor(private readonly analysis: Pick<RunAnalysis, 'activities' | 'threads'>) {}

  activityOf(id: ActivityId | undefined): Activity | undefined {
    const { activities } = this.analysis;
    return id && activities[indexActivities(activities).get(id) ?? -1];
  }

  /** The innermost thread of what is a call or a tool of one. */
  threadOf(id: ActivityId): Thread | undefined {
    return innermostThreads(this.analysis.threads).get(id);
  }
}

function hasTools({ iterations }: Thread): boolean {
  return iterations.some(({ tools }) => tools.length > 0);
}

const innermostThreads = memoiseByIdentity((threads: readonly Thread[]): ReadonlyMap<ActivityId, Thread> => {
  const threadOf = new Map<ActivityId, Thread>();
  for (const thread of threads) {
    const ids = thread.iterations.flatMap(({ tools }) => tools.flatMap((tool) => tool.activities));
    // A thread that began later is further in.
    for (const id of ids) threadOf.set(id, thread);
  }
  for (const thread of threads) for (const { id } of thread.calls) threadOf.set(id, thread);
  return threadOf;
});

/** A tool, and what it did. */
interface Tool extends Interval {
  readonly name: string;
  readonly activities: readonly ActivityId[];
}

interface Turn {
  readonly iteration: Iteration;
  readonly tools: readonly Tool[];
}

/** The tools of a turn, when there are several and none goes beside another. */
function findTools(thread: ThreadId, iteration: Iteration, known: Known): Turn[] {
  const asked = iteration.calls.at(-1);
  if (!asked || (lastAttempt(asked).response?.toolCalls.length ?? 0) < 2) return [];
  const tools = iteration.tools
    .flatMap((run) => partTools(thread, run, known))
    .sort((a, b) => a.start - b.start);
  const isSeries = tools.every(({ start }, index) => start >= (tools[index - 1]?.end ?? 0) - SLACK_MS);
  return tools.length > 1 && isSeries ? [{ iteration, tools }] : [];
}

/**
 * Where the times of each tool are not known, and there are as many pieces of work as tools, each is one of them. A
 * sub-agent with all that it does is one piece; computing may belong to any.
 */
function partTools(thread: ThreadId, { names, activities }: ToolRun, known: Known): Tool[] {
  const pieces = activities
    .flatMap((id) => known.activityOf(id) ?? [])
    .filter((activity) => activity.kind === 'call' || activity.work.work.kind !== 'cpu');
  if (pieces.length === 0) return [];
  if (names.length === 1) return [toTool(names[0] ?? '', pieces)];
  const units = [...groupBy(pieces, ({ id }) => subAgentOf(thread, id, known) ?? id).values()];
  return units.length === names.length ? units.map((unit, index) => toTool(names[index] ?? '', unit)) : [];
}

function toTool(name: string, members: readonly Activity[]): Tool {
  return {
    name,
    activities: members.map(({ id }) => id),
    start: members.reduce((min, { start }) => Math.min(min, start), Number.POSITIVE_INFINITY),
    end: members.reduce((max, { end }) => Math.max(max, end), 0),
  };
}

/** The conversation right below a thread that an activity belongs to. */
function subAgentOf(thread: ThreadId, id: ActivityId, known: Known): ThreadId | undefined {
  let found = known.threadOf(id);
  while (found && found.id !== thread && found.parent?.thread !== thread) {
    found = found.parent && known.threadOf(found.parent.thread as ActivityId);
  }
  return found?.id === thread ? undefined : found?.id;
}

function suspect(analysis: RunAnalysis, turns: readonly Turn[], known: Known): Suspicion[] {
  const saved = turns.reduce((sum, turn) => sum + savedBy(turn), 0);
  const [first] = turns;
  if (!first || saved < leastNoticed(analysis)) return [];
  const tools = turns.flatMap((turn) => turn.tools);
  const took = tools.reduce((sum, tool) => sum + lengthOf(tool), 0);
  const pieces = tools.flatMap(({ activities }) => activities.flatMap((id) => known.activityOf(id) ?? []));
  const asking = turns.flatMap(({ iteration }) => iteration.calls.slice(-1));
  return [
    {
      detector: 'serialTools',
      title: `${formatNumberOf(tools.length, 'tool')} asked for together ran one after the other: ${formatDuration(took)}`,
      explanation:
        `In ${formatNumberOf(turns.length, 'turn')} the model asked for several tools in one answer (${namesOf(first.tools)}), and the ` +
        `program ran each when the one before it had ended: ${formatDuration(took)} in all. What is asked for in one answer can’t need ` +
        'each other’s results; whether one changes what another one reads can’t be seen.',
      advice:
        'Start all tools of an answer together and wait for all: `await Promise.all(toolCalls.map(runTool))`. Keep in order only those that write.',
      certainty: 'likely',
      activities: [...asking.map(({ id }) => id), ...pieces.map(({ id }) => id)],
      places: [...loopPlaces(first, known), ...placesOf(pieces), ...placesOfCalls(asking)].filter(isFirst),
      evidence: [
        { label: 'One after the other', value: formatDuration(took) },
        { label: 'Side by side', value: formatDuration(took - saved) },
        ...first.tools.map((tool) => ({ label: tool.name, value: formatDuration(lengthOf(tool)) })),
      ],
      changes: turns.map((turn) => ({
        kind: 'fanOut',
        branches: turn.tools.map(({ activities }) => activities),
      })),
    },
  ];
}

function loopPlaces({ tools: [one, other] }: Turn, known: Known): Suspicion['places'] {
  const attributionOf = (tool: Tool | undefined) => {
    const activity = known.activityOf(tool?.activities[0]);
    return activity?.kind === 'call' ? activity.call.attribution : activity?.work.work.attribution;
  };
  return placesInLoop(attributionOf(one), attributionOf(other));
}

function isFirst(
  { file, line }: Suspicion['places'][number],
  index: number,
  all: Suspicion['places'],
): boolean {
  return all.findIndex((other) => other.file === file && other.line === line) === index;
}

function savedBy({ tools }: Turn): Milliseconds {
  const lengths = tools.map(lengthOf);
  return (
    lengths.reduce((sum, length) => sum + length, 0) -
    lengths.reduce((most, length) => Math.max(most, length), 0)
  );
}

function lengthOf({ start, end }: Interval): Milliseconds {
  return end - start;
}

function namesOf(tools: readonly Tool[]): string {
  return [...new Set(tools.map(({ name }) => name))].join(', ');
}
