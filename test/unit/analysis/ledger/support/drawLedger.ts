import { analyseRun } from '../../../../../src/analysis/analyseRun';
import { findActivities } from '../../../../../src/analysis/findActivities';
import type { PathSegment } from '../../../../../src/analysis/graph/criticalPath';
import { sumPieces } from '../../../../../src/analysis/ledger/buildLedger';
import { cutIntoAccounts } from '../../../../../src/analysis/ledger/cutIntoAccounts';
import type { LedgerEntry, LedgerPiece } from '../../../../../src/analysis/ledger/ledger';
import type { Iteration, Thread, ToolRun } from '../../../../../src/analysis/threads/thread';
import type { CallId, WorkId } from '../../../../../src/base/units';
import type { Run } from '../../../../../src/model/run';

/**
 * The pieces of a run on a path that is drawn as text: `c1 0-400, - 400-450, c2 450-900`. Calls are named by their ids,
 * work by its number, `w1` first; `-` is time between two activities.
 */
export function cutDrawn(
  run: Run,
  path: string,
  { threads = [], now = 10_000 }: { threads?: readonly Thread[]; now?: number } = {},
): readonly LedgerPiece[] {
  const activities = findActivities(run, now);
  const work = activities.filter(({ kind }) => kind === 'work');
  const segments = path.split(', ').map((segment): PathSegment => {
    const match = /^(\S+) (\d+)-(\d+)$/.exec(segment);
    if (!match) throw new Error(`no such segment: ${segment}`);
    const [, name = '', start, end] = match;
    const place = { start: Number(start), end: Number(end) };
    if (name === '-') return place;
    const activity = name.startsWith('w') ? work[Number(name.slice(1)) - 1]?.id : (name as CallId);
    if (!activity) throw new Error(`no such activity: ${name}`);
    return { ...place, activity };
  });
  const ends = { start: segments[0]?.start ?? 0, end: segments.at(-1)?.end ?? 0 };
  return cutIntoAccounts({ run, activities, threads, path: { ...ends, segments, slack: new Map() } });
}

/** The same as text: `wait 0-100, tool search (http GET docs.test/) 100-300`. */
export function drawPieces(pieces: readonly LedgerPiece[]): string {
  return pieces
    .map(({ account, name, spentOn, start, end }) => {
      const on = spentOn && `(${[spentOn.account, spentOn.name].filter(Boolean).join(' ')})`;
      return [account, name, on, `${start}-${end}`].filter(Boolean).join(' ');
    })
    .join(', ');
}

/** Entries as text: `wait 100 [prefill 80], streaming 50`. */
export function drawEntries(entries: readonly LedgerEntry[]): string {
  return entries
    .map(({ account, name, time, parts }) => {
      const inside = parts && `[${drawParts(parts)}]`;
      return [account, name, time, inside].filter((word) => word !== undefined).join(' ');
    })
    .join(', ');
}

function drawParts(parts: readonly LedgerEntry[]): string {
  return parts.map(({ account, name, time }) => `${name ?? account} ${time}`).join(', ');
}

export function drawSums(pieces: readonly LedgerPiece[]): string {
  return drawEntries(sumPieces(pieces));
}

/** A thread of these calls of a run, with the tools between them: `search 400-600` after the first, ... */
export function drawThread(
  run: Run,
  calls: readonly string[],
  tools: readonly (readonly string[])[] = [],
): Thread {
  const analysis = analyseRun(run, 10_000);
  const found = calls.map((id) => {
    const activity = analysis.activities.find((each) => each.id === id);
    if (activity?.kind !== 'call') throw new Error(`no such call: ${id}`);
    return activity;
  });
  const iterations = found.map(({ call, start, end }, index): Iteration => {
    const runs = (tools[index] ?? []).map(drawTool);
    const last = Math.max(end, ...runs.map((tool) => tool.end));
    return { ordinal: index + 1, calls: [call], tools: runs, start, end: found[index + 1]?.start ?? last };
  });
  const [first] = found;
  if (!first) throw new Error('a thread without calls');
  return {
    id: first.id,
    iterations,
    calls: found.map(({ call }) => call),
    start: first.start,
    end: Math.max(...iterations.map(({ end }) => end)),
  };
}

/** `search+fetch 400-600` with the ids of what is in it: `search 400-600 w-http 420 580`. */
function drawTool(text: string): ToolRun {
  const match = /^(\S+) (\d+)-(\d+)(?: (.+))?$/.exec(text);
  if (!match) throw new Error(`no such tool: ${text}`);
  const [, names = '', start, end, ids = ''] = match;
  const activities = ids
    .split(';')
    .filter(Boolean)
    .map((id) => id as WorkId);
  return { names: names.split('+'), start: Number(start), end: Number(end), activities };
}
