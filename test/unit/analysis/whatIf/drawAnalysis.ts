import type { Activity, ActivityId } from '../../../../src/analysis/activity';
import type { RunAnalysis } from '../../../../src/analysis/analyseRun';
import { findActivities } from '../../../../src/analysis/findActivities';
import type { Dependency, DependencyReason } from '../../../../src/analysis/graph/dependencies';
import type { CallId, ProcessId, WorkId } from '../../../../src/base/units';
import type { Run } from '../../../../src/model/run';
import { type CallDrawing, drawCall, drawRun, drawWork } from '../../../support/runDsl';

/**
 * A run with what waited for what, a line each: a name, a kind of work unless it is a call, from when to when (ms), and
 * after which others it came.
 *
 *     plan 0-100
 *     search http 110-150 after plan
 *     answer 155-300 after search needs plan
 *     inner 120-140 inside search
 *
 * @param calls how calls went that are more than a request and its end
 */
export function drawAnalysis(text: string, calls: Readonly<Record<string, CallDrawing>> = {}): RunAnalysis {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .map(parse);
  const run = drawRun([], {
    calls: lines.filter(({ kind }) => !kind).map((line) => toCall(line, calls[line.name])),
    work: lines.filter(({ kind }) => kind).map(toWork),
  });
  return analysisOf(run, lines);
}

interface Line {
  readonly name: string;
  readonly kind?: string;
  readonly start: number;
  readonly end: number;
  readonly facts: ReadonlyMap<string, readonly string[]>;
}

function parse(line: string): Line {
  const match = /^(\w+)(?: (\w+))? ([\d.]+)-([\d.]+)((?: \w+)*)$/.exec(line);
  if (!match) throw new Error(`no such line: ${line}`);
  const [, name = '', kind, start, end, rest = ''] = match;
  const facts = new Map<string, string[]>();
  for (const [, fact = '', names = ''] of rest.matchAll(
    / (after|needs|inside|in)((?: (?!after\b|needs\b|in\b|inside\b)\w+)+)/g,
  )) {
    facts.set(fact, names.trim().split(' '));
  }
  return { name, kind, start: Number(start), end: Number(end), facts };
}

function toCall({ name, start, end, facts }: Line, drawing: CallDrawing | undefined) {
  const whole = { line: `sent 0, head 0, text 0, finish ${end - start}, close ${end - start}` };
  const call = drawCall({ ...(drawing ?? whole), start }, name);
  return { ...call, id: name as CallId, process: processOf(facts) };
}

function toWork({ name, kind, start, end, facts }: Line) {
  return drawWork(`${kind} ${start} ${end} ${kind}`, {
    id: name as WorkId,
    process: processOf(facts),
    ...(kind === 'cpu' && { busy: end - start }),
  });
}

function processOf(facts: Line['facts']): ProcessId {
  return (facts.get('in')?.[0] ?? 'p1') as ProcessId;
}

/** Everything that was drawn is told, whether it would explain anything or not. */
function activitiesOf(run: Run): readonly Activity[] {
  const calls = findActivities({ ...run, work: [] }, 0);
  const work = run.work.map((piece): Activity => {
    const { id, process, start, end = start } = piece;
    const told = { work: piece, start, end, duration: end - start };
    return { kind: 'work', id, process, start, end, isOpen: false, work: told };
  });
  return [...calls, ...work].sort((a, b) => a.start - b.start);
}

function analysisOf(run: Run, lines: readonly Line[]): RunAnalysis {
  const activities = activitiesOf(run);
  const byId = new Map<string, Activity>(activities.map((activity) => [activity.id, activity]));
  const dependencies = lines.flatMap(({ name, facts }) => [
    ...linksOf(byId, name, facts.get('after') ?? [], 'order'),
    ...linksOf(byId, name, facts.get('needs') ?? [], 'quote'),
  ]);
  const start = run.calls[0] ? (byId.get(run.calls[0].id)?.start ?? 0) : 0;
  const end = Math.max(...activities.map((activity) => activity.end));
  const inside = lines.flatMap(({ name, facts }) =>
    (facts.get('inside') ?? []).map((outer) => [name, outer]),
  );
  return {
    run,
    start,
    end,
    activities,
    threads: [],
    graph: {
      activities,
      before: mapBy(dependencies, ({ to }) => to),
      after: mapBy(dependencies, ({ from }) => from),
      inside: new Map(inside as [ActivityId, ActivityId][]),
    },
    path: { start, end, segments: [{ start, end }], slack: new Map() },
    pieces: [],
  };
}

function linksOf(
  byId: ReadonlyMap<string, Activity>,
  name: string,
  others: readonly string[],
  why: DependencyReason,
): Dependency[] {
  return others.map((other) => {
    const [from, to] = [byId.get(other), byId.get(name)];
    if (!from || !to) throw new Error(`no such activity: ${other}`);
    return { from: from.id, to: to.id, why, lag: to.start - from.end };
  });
}

function mapBy(dependencies: readonly Dependency[], keyOf: (dependency: Dependency) => ActivityId) {
  const map = new Map<ActivityId, Dependency[]>();
  for (const dependency of dependencies) {
    map.set(keyOf(dependency), [...(map.get(keyOf(dependency)) ?? []), dependency]);
  }
  return map;
}
