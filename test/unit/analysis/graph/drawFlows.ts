import { findActivities } from '../../../../src/analysis/findActivities';
import { buildDependencies } from '../../../../src/analysis/graph/buildDependencies';
import type { DependencyGraph } from '../../../../src/analysis/graph/dependencies';
import { findThreads } from '../../../../src/analysis/threads/findThreads';
import type { AttemptId, CallId, ProcessId, WorkId } from '../../../../src/base/units';
import type { Attribution, ChainFrame } from '../../../../src/model/attribution';
import type { Call } from '../../../../src/model/call';
import type { ProcessInfo } from '../../../../src/model/run';
import { drawCall, drawRun, drawWork } from '../../../support/runDsl';

/**
 * What a program does, drawn as text, a line each: a name, from when to when (ms), and what is known of it.
 *
 *     plan 0-100
 *     search http 100-150
 *     answer 150-300 quotes plan in worker via step loop@3 main@1
 *
 * Without a kind it is a call, which without an end is in flight. `in` names its process, `via` the functions that led
 * to it, innermost first, each with the number of the stack that it was found on; `comes` says from when on an answer
 * came in pieces, and `finish` when it was complete before its body was closed.
 */
export function drawFlows(text: string, processes: readonly ProcessInfo[] = [], now = 10_000) {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .map(parse);
  const isCall = ({ kind }: Line) => kind === undefined;
  const run = drawRun([], {
    processes,
    calls: lines.filter(isCall).map(toCall),
    work: lines.filter((line) => !isCall(line)).map(toWork),
  });
  const activities = findActivities(run, now);
  return { run, activities, threads: findThreads(activities) };
}

/** Builds the graph of drawn flows. */
export function drawGraph(text: string, processes: readonly ProcessInfo[] = []): DependencyGraph {
  const { activities, threads } = drawFlows(text, processes);
  return buildDependencies(activities, threads, processes);
}

/** What each activity waited for: `answer: order search, quote plan`. */
export function describeGraph({ activities, before }: DependencyGraph): string[] {
  return activities.map(({ id }) => {
    const dependencies = (before.get(id) ?? []).map(({ why, from }) => `${why} ${from}`);
    return `${id}: ${dependencies.join(', ') || 'nothing'}`;
  });
}

/** A process with these facts. */
export function drawProcess(id: string, facts: Partial<ProcessInfo> = {}): ProcessInfo {
  return {
    id: id as ProcessId,
    pid: 1,
    parentPid: 0,
    thread: 0,
    runtime: 'node',
    cwd: '/',
    start: 0,
    ...facts,
  };
}

interface Line {
  readonly name: string;
  readonly kind?: string;
  readonly start: number;
  readonly end?: number;
  readonly facts: ReadonlyMap<string, readonly string[]>;
}

const factWords = ['quotes', 'in', 'via', 'comes', 'finish'];

function parse(line: string): Line {
  const match = /^(\w+)(?: (\w+))? (\d+)-(\d*)((?: \S+)*)$/.exec(line);
  if (!match) throw new Error(`no such line: ${line}`);
  const [, name = '', kind, start, end, rest = ''] = match;
  const facts = new Map<string, string[]>();
  let current: string[] = [];
  for (const word of rest.split(' ').filter(Boolean)) {
    if (factWords.includes(word)) {
      current = [];
      facts.set(word, current);
    } else current.push(word);
  }
  return { name, kind, start: Number(start), end: end ? Number(end) : undefined, facts };
}

function toCall({ name, start, end, facts }: Line): Call {
  const close =
    end === undefined
      ? ''
      : `, finish ${momentOf(facts, 'finish', start) ?? end - start}, close ${end - start}`;
  const comes = momentOf(facts, 'comes', start);
  const text = comes === undefined ? '' : `, text ${comes}`;
  const quotes = facts.get('quotes')?.map((one) => `${one}.1`);
  const call = drawCall({ start, line: `sent 0, head 0${text}${close}`, quotes }, name);
  return {
    ...call,
    id: name as CallId,
    process: processOf(facts),
    attribution: attributionOf(facts),
    attempts: call.attempts.map((attempt) => ({ ...attempt, id: `${name}.1` as AttemptId })),
  };
}

function momentOf(facts: Line['facts'], word: string, start: number): number | undefined {
  const [moment] = facts.get(word) ?? [];
  return moment === undefined ? undefined : Number(moment) - start;
}

function toWork({ name, kind = '', start, end, facts }: Line) {
  const time = end === undefined ? `${start}` : `${start} ${end}`;
  return drawWork(`${kind} ${time}`, {
    id: name as WorkId,
    name: kind === 'http' ? 'POST localhost:3000/' : kind,
    process: processOf(facts),
    attribution: attributionOf(facts),
  });
}

function processOf(facts: Line['facts']): ProcessId {
  return (facts.get('in')?.[0] ?? 'p1') as ProcessId;
}

function attributionOf(facts: Line['facts']): Attribution {
  const chain = (facts.get('via') ?? []).map((text): ChainFrame => {
    const [functionName = '', moment] = text.split('@');
    const line = [...functionName].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7) % 10_007;
    const frame = { file: '/work/agent.ts', line, column: 1, functionName };
    return moment === undefined ? frame : { ...frame, moment: Number(moment) };
  });
  return { method: 'sync', confidence: 'high', chain };
}
