import { Coverage } from '../base/coverage';
import { formatDuration } from '../base/format';
import { groupBy } from '../base/groupBy';
import { unionLength } from '../base/intervals';
import type { Milliseconds } from '../base/units';
import { callInterval } from '../metrics/callTimes';
import type { Run } from '../model/run';
import type { WorkKind } from '../model/work';
import { findOtherWork, type OtherWork } from './otherWork';
import { workTexts } from './workText';

/** Other work of a run as a whole. */
export interface OtherWorkSummary {
  /** Time with other work and no call open; for busy stretches only where nothing else went on. */
  readonly outsideCalls: Milliseconds;
  /** What there was of each kind: `HTTP 968 ms (3)`. Pieces that overlap count once. */
  readonly kinds: readonly string[];
}

/** @param now end of what goes on, ms on the run's clock */
export function summariseOtherWork(run: Run, now: Milliseconds): OtherWorkSummary {
  const pieces = findOtherWork(run, now);
  const calls = new Coverage(run.calls.map((call) => callInterval(call, now)));
  const byKind = groupBy(pieces, ({ work }) => work.kind);
  return {
    outsideCalls: unionLength(pieces.filter(isMain).flatMap((piece) => calls.gapsIn(piece))),
    kinds: Object.entries(workTexts).flatMap(([kind, { label }]) =>
      describeKind(label, byKind.get(kind as WorkKind) ?? []),
    ),
  };
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
