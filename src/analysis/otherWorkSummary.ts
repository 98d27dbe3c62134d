import { Coverage } from '../base/coverage';
import { formatDuration } from '../base/format';
import { groupBy } from '../base/groupBy';
import { hullOf, sumLengths, unionLength } from '../base/intervals';
import type { Milliseconds } from '../base/units';
import { callInterval } from '../metrics/callTimes';
import type { Run } from '../model/run';
import type { WorkKind } from '../model/work';
import { findOtherWork, type OtherWork } from './otherWork';
import { isStartUp, workTexts } from './workText';

/** Other work of a run as a whole. */
export interface OtherWorkSummary {
  /** Time between the first call and the last with other work and no call open. */
  readonly betweenCalls: Milliseconds;
  /** What there was of each kind, start-up before all: `HTTP 968 ms (3)`. Pieces that overlap count once. */
  readonly kinds: readonly string[];
}

/** @param now end of what goes on, ms on the run's clock */
export function summariseOtherWork(run: Run, now: Milliseconds): OtherWorkSummary {
  const pieces = findOtherWork(run, now);
  const byKind = groupBy(pieces, ({ work }) => (isStartUp(work) ? 'start-up' : work.kind));
  return {
    betweenCalls: timeBetweenCalls(pieces.filter(isMain), run, now),
    kinds: [
      ...describeKind('start-up', byKind.get('start-up') ?? []),
      ...Object.entries(workTexts).flatMap(([kind, { label }]) =>
        describeKind(label, byKind.get(kind as WorkKind) ?? []),
      ),
    ],
  };
}

/** Of a busy stretch, the time for which it was busy; nothing else accounts for that, so it can be added. */
function timeBetweenCalls(pieces: readonly OtherWork[], run: Run, now: Milliseconds): Milliseconds {
  const intervals = run.calls.map((call) => callInterval(call, now));
  const calls = new Coverage(intervals);
  const hull = hullOf(intervals);
  if (!hull) return 0;
  const partOf = ({ start, end }: OtherWork) =>
    calls.gapsIn({ start: Math.max(start, hull.start), end: Math.min(end, hull.end) });
  const isBusy = ({ work }: OtherWork) => work.kind === 'cpu';
  const waited = pieces.filter((piece) => !isBusy(piece)).flatMap(partOf);
  const busy = pieces.filter(isBusy).map((piece) => Math.min(piece.duration, sumLengths(partOf(piece))));
  return unionLength(waited) + busy.reduce((sum, time) => sum + time, 0);
}

/** A thread goes on beside the program, and a mark is around other things. */
function isMain({ work: { kind } }: OtherWork): boolean {
  return kind !== 'thread' && kind !== 'measure';
}

function describeKind(label: string, pieces: readonly OtherWork[]): string[] {
  const [first] = pieces;
  if (!first) return [];
  const time = first.work.kind === 'cpu' ? sumOf(pieces) : unionLength(pieces);
  return [`${label} ${formatDuration(time)}${pieces.length > 1 ? ` (${pieces.length})` : ''}`];
}

function sumOf(pieces: readonly OtherWork[]): Milliseconds {
  return pieces.reduce((sum, { duration }) => sum + duration, 0);
}
