import { type Interval, mergeIntervals } from '../../base/intervals';
import type { CallId, ProcessId } from '../../base/units';
import { attemptEnd } from '../../metrics/callTimes';
import { lastAttempt } from '../../model/call';
import type { Run } from '../../model/run';
import type { WorkKind } from '../../model/work';
import type { Activity, ActivityId, CallActivity, WorkActivity } from '../activity';
import type { CriticalPath, PathSegment } from '../graph/criticalPath';
import { Places } from '../graph/places';
import type { Thread } from '../threads/thread';
import { ThreadIndex } from '../threads/threadIndex';
import { nameWork } from '../workText';
import { clipPieces } from './buildLedger';
import { changeWithin } from './changeWithin';
import { cutCall } from './cutCall';
import { findIdleness, GapExplainer, isSleep, markLate } from './explainGap';
import { findHeldBack } from './findHeldBack';
import { joinPieces } from './joinPieces';
import type { AccountName, LedgerPiece } from './ledger';
import { ToolIndex } from './toolIndex';

/** What the accounts are told from. */
export interface AccountSources {
  readonly run: Run;
  readonly activities: readonly Activity[];
  readonly threads: readonly Thread[];
}

/** A segment of the path, with what stands around it. */
interface Step {
  readonly segment: PathSegment;
  readonly activity?: Activity;
  /** The last call before it on the path, and the next one. */
  readonly before?: CallActivity;
  readonly after?: CallActivity;
  /** The path comes from a sleep. */
  readonly isAfterSleep: boolean;
}

/** Each moment of the critical path with its account, in order, without gap or overlap, from its start to its end. */
export function cutIntoAccounts({
  path,
  ...sources
}: AccountSources & { readonly path: CriticalPath }): readonly LedgerPiece[] {
  return createCutter(sources)(path);
}

/** Cuts any paths of a run. */
export function createCutter({ run, activities, threads }: AccountSources) {
  const places = new Places(activities);
  const index = new ThreadIndex();
  index.update(threads);
  const facts = {
    find: (id: ActivityId) => places.find(id),
    idleness: findIdleness(run, activities),
    tools: new ToolIndex(index),
  };
  return ({ segments }: Pick<CriticalPath, 'segments'>): readonly LedgerPiece[] => {
    const pieces: LedgerPiece[] = [];
    const gaps = new GapExplainer(facts.idleness);
    cutSteps(segments, 0, { ...facts, gaps }, (ofStep) => pieces.push(...ofStep));
    return markPauses(pieces, run.pauses);
  };
}

/** What the account of a moment is told from. */
export interface CutFacts {
  find(id: ActivityId): Activity | undefined;
  readonly tools: ToolIndex;
  readonly gaps: GapExplainer;
}

/**
 * Tells the accounts of a path's moments, segment by segment, but for the debugger: first what was waited for; then, for
 * work and between two activities, the tool that it was for. Nothing is spread over what it does not belong to.
 * @param from index of the first segment; what stands before it is taken for known
 */
export function cutSteps(
  segments: readonly PathSegment[],
  from: number,
  facts: CutFacts,
  put: (pieces: readonly LedgerPiece[]) => void,
): void {
  const known = segments
    .slice(from)
    .map(({ activity }) => (activity === undefined ? undefined : facts.find(activity)));
  const after: (CallActivity | undefined)[] = [];
  for (let index = known.length - 2; index >= 0; index--)
    after[index] = callOf(known[index + 1]) ?? after[index + 1];
  let before = lastCallBefore(segments, from, facts);
  const { activity: id } = segments[from - 1] ?? {};
  let last = id === undefined ? undefined : facts.find(id);
  for (const [index, activity] of known.entries()) {
    const segment = segments[from + index] as PathSegment;
    const isAfterSleep = last !== undefined && isSleep(last);
    put(cutStep({ segment, activity, before, after: after[index], isAfterSleep }, facts));
    last = activity;
    before = callOf(activity) ?? before;
  }
}

function callOf(activity: Activity | undefined): CallActivity | undefined {
  return activity?.kind === 'call' ? activity : undefined;
}

function lastCallBefore(
  segments: readonly PathSegment[],
  from: number,
  { find }: CutFacts,
): CallActivity | undefined {
  for (let index = from - 1; index >= 0; index--) {
    const { activity } = segments[index] as PathSegment;
    const call = activity === undefined ? undefined : callOf(find(activity));
    if (call) return call;
  }
  return undefined;
}

function cutStep(step: Step, { gaps, tools }: CutFacts): readonly LedgerPiece[] {
  if (step.activity?.kind === 'call') return cutCallStep(step.activity, step.segment);
  const known = changeWithin(cutOtherStep(step, gaps), findTools(step, tools), toTool);
  return joinPieces(markUnread(known, step));
}

/** The debugger comes before all. @param pieces in order, without gap or overlap */
export function markPauses(pieces: readonly LedgerPiece[], pauses: Run['pauses']): readonly LedgerPiece[] {
  if (pauses.length === 0) return pieces;
  const endless = Number.POSITIVE_INFINITY;
  const merged = mergeIntervals(pauses.map(({ start, end = endless }) => ({ start, end })));
  const marked = changeWithin(pieces, merged, ({ start, end, activity }) => ({
    start,
    end,
    activity,
    account: 'debugger',
  }));
  return joinPieces(marked);
}

function cutCallStep({ call, end }: CallActivity, segment: PathSegment): readonly LedgerPiece[] {
  return clipPieces(cutCall(call, end), segment);
}

const workAccounts: Readonly<Record<Exclude<WorkKind, 'cpu'>, AccountName>> = {
  tool: 'tool',
  http: 'http',
  process: 'process',
  timer: 'sleep',
  thread: 'unexplained',
  measure: 'unexplained',
};

/** Of a stretch of computing it is known only how long it was in all: it is as open as what lies between activities. */
function cutOtherStep(step: Step, gaps: GapExplainer): readonly LedgerPiece[] {
  const { segment, activity } = step;
  const kind = activity?.kind === 'work' ? activity.work.work.kind : 'cpu';
  if (activity?.kind !== 'work' || kind === 'cpu') {
    const pieces = gaps.explain({ account: 'unexplained', ...segment }, processesOf(step));
    return activity || !step.isAfterSleep ? pieces : markLate(pieces, segment);
  }
  return [toPiece(segment, activity, workAccounts[kind])];
}

function toPiece(
  { start, end }: Interval,
  { id, work: { work } }: WorkActivity,
  account: AccountName,
): LedgerPiece {
  if (account === 'sleep') return { start, end, activity: id, account };
  const name = nameWork(work);
  return account === 'tool'
    ? { start, end, activity: id, account, name }
    : { start, end, activity: id, account, spentOn: { account, name } };
}

/** Each once. */
function processesOf({ activity, before, after }: Step): readonly ProcessId[] {
  const processes: ProcessId[] = [];
  for (const each of [activity, after, before]) {
    if (each && !processes.includes(each.process)) processes.push(each.process);
  }
  return processes;
}

function findTools({ segment, activity, before, after }: Step, tools: ToolIndex) {
  const ids: { activity?: ActivityId; before?: CallId; after?: CallId } = {
    activity: activity?.id,
    before: before?.id,
    after: after?.id,
  };
  return tools.find(segment, ids);
}

/** What the time of a tool was spent on stays known, where it is. */
function toTool(
  { start, end, activity, account, name, spentOn = { account, name } }: LedgerPiece,
  tool: { readonly name: string },
): LedgerPiece {
  const isKnown = account !== 'unexplained';
  return { start, end, activity, account: 'tool', name: tool.name, ...(isKnown && { spentOn }) };
}

/** An answer that is over, but not taken yet, still holds its program: no tool can have begun. */
function markUnread(pieces: readonly LedgerPiece[], { segment, before }: Step): readonly LedgerPiece[] {
  const attempt = before && lastAttempt(before.call);
  if (!attempt || (attempt.reads.at(-1)?.takenAt ?? 0) <= segment.start) return pieces;
  const unread = findHeldBack(attempt, attemptEnd(attempt, before.end)).slowConsumer;
  return changeWithin(pieces, unread, ({ start, end, activity, account, name, spentOn }) => ({
    start,
    end,
    activity,
    account: 'slowConsumer',
    ...(account !== 'unexplained' && account !== 'tool' && { spentOn: spentOn ?? { account, name } }),
    ...(account === 'tool' && spentOn && { spentOn }),
  }));
}
