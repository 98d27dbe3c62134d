import { groupBy } from '../../base/groupBy';
import { memoiseByIdentity } from '../../base/memoise';
import type { Milliseconds } from '../../base/units';
import { callInterval } from '../../metrics/callTimes';
import type { CallSite } from '../../model/attribution';
import type { Call } from '../../model/call';
import type { RunAnalysis } from '../analyseRun';
import type { CriticalPath } from '../graph/criticalPath';
import { findCriticalPath } from '../graph/findCriticalPath';
import type { Iteration, Thread } from '../threads/thread';
import { buildLedger, sumPieces } from './buildLedger';
import { cutCall } from './cutCall';
import { createCutter } from './cutIntoAccounts';
import type { Ledger, LedgerEntry, LedgerPiece } from './ledger';

/** Where the wall time of a run went. */
export function buildRunLedger({ pieces, start, end }: RunAnalysis): Ledger {
  return buildLedger(pieces, { start, end });
}

/** Where the wall time of a thread went, by what its own end waited for. */
export function buildThreadLedger(analysis: RunAnalysis, thread: Thread): Ledger {
  return buildLedger(cutThread(analysis, thread), thread);
}

/** The same of one of its iterations: those of all iterations make up the thread's. */
export function buildIterationLedger(
  analysis: RunAnalysis,
  thread: Thread,
  { start, end }: Iteration,
): Ledger {
  return buildLedger(cutThread(analysis, thread), { start, end });
}

/** Time that need not hang together. */
export interface Spending {
  readonly time: Milliseconds;
  /** Greatest first; they sum up to `time`. */
  readonly entries: readonly LedgerEntry[];
}

/** What the calls of one line spend their time on. */
export interface CallSiteLedger {
  /** Undefined for the calls for which no line was found. */
  readonly site?: CallSite;
  readonly calls: readonly Call[];
  /** What of the run's critical path goes through them. */
  readonly onPath: Spending;
  /** Their own time, one after the other. */
  readonly own: Spending;
}

/** By line; the one with the most time on the critical path first. */
export function buildCallSiteLedgers({ activities, pieces }: RunAnalysis): readonly CallSiteLedger[] {
  const piecesOf = groupBy(pieces, ({ activity }) => activity);
  const calls = activities.filter((activity) => activity.kind === 'call');
  const bySite = groupBy(calls, ({ call }) => call.attribution.site?.id);
  return [...bySite.values()]
    .map(
      (ofSite): CallSiteLedger => ({
        site: ofSite[0]?.call.attribution.site,
        calls: ofSite.map(({ call }) => call),
        onPath: spend(ofSite.flatMap(({ id }) => piecesOf.get(id) ?? [])),
        own: spend(ofSite.flatMap(({ call, end }) => cutCall(call, end))),
      }),
    )
    .sort((a, b) => b.onPath.time - a.onPath.time);
}

function spend(pieces: readonly LedgerPiece[]): Spending {
  const entries = sumPieces(pieces);
  return { entries, time: entries.reduce((sum, { time }) => sum + time, 0) };
}

const cutterOf = memoiseByIdentity((analysis: RunAnalysis) => createCutter(analysis));
const cutThreads = memoiseByIdentity((_: RunAnalysis) => new Map<Thread, readonly LedgerPiece[]>());

/** Each moment of a thread's wall time with its account, by what the thread's own end waited for. */
export function cutThread(analysis: RunAnalysis, thread: Thread): readonly LedgerPiece[] {
  const cut = cutThreads(analysis).get(thread) ?? cutterOf(analysis)(pathOf(analysis, thread));
  cutThreads(analysis).set(thread, cut);
  return cut;
}

/** A thread of nothing but a call is that call. Naming what ends last spares a search through the whole run. */
function pathOf(
  { graph }: RunAnalysis,
  { start, end, calls, iterations }: Thread,
): Pick<CriticalPath, 'segments'> {
  const [call, ...others] = calls;
  const isOneCall = others.length === 0 && iterations.every(({ tools }) => tools.length === 0);
  if (call && isOneCall) return { segments: [{ start, end, activity: call.id }] };
  const last = calls.find((each) => callInterval(each, end).end === end);
  return findCriticalPath(graph, { start, end }, last?.id);
}
