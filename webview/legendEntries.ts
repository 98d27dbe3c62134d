import { groupBy } from '../src/base/groupBy';
import {
  isWork,
  type TimelineCall,
  type TimelinePhaseKind,
  type TimelineRow,
  type TimelineStretch,
  type TimelineWorkKind,
  type TimelineWorkLook,
} from '../src/protocol/timelineMessages';
import type { BarName } from './barStyles';

/** What the parts of bars mean. */
export interface LegendTerms {
  readonly phases: readonly TimelinePhaseKind[];
  readonly work: readonly TimelineWorkKind[];
}

export interface LegendEntry {
  readonly label: string;
  readonly definition: string;
  /** What it explains: a part of bars, the lines under them, or the bands behind them. */
  readonly sample: BarName | TimelineStretch['kind'] | 'pause';
}

/** A phase that takes less of every call is too small a piece of its bar for anybody to ask what it is. */
const LEAST_SHARE = 0.05;

const lines: readonly LegendEntry[] = [
  {
    sample: 'unread',
    label: 'unread',
    definition: 'Line under a bar: a piece of the answer had come, and the program had not taken it yet.',
  },
  {
    sample: 'unheard',
    label: 'not reading',
    definition:
      'Line under a bar: the program read nothing. Its event loop was busy, or too much waited already. What came meanwhile was read late.',
  },
];

const paused: LegendEntry = {
  sample: 'pause',
  label: 'paused',
  definition: 'The debugger held the program. Calls that were open meanwhile are left out of statistics.',
};

/** What is to be explained of this run: what is drawn, and large enough to be seen. */
export function findLegendEntries(
  { phases, work }: LegendTerms,
  rows: readonly TimelineRow[],
  hasPauses: boolean,
): readonly LegendEntry[] {
  const calls = rows.flatMap((row) => (isWork(row) ? [] : [row]));
  const seen = new Set(calls.flatMap(visiblePhases));
  const stretches = new Set(calls.flatMap((call) => call.stretches.map(({ kind }) => kind)));
  return [
    ...phases
      .filter(({ name }) => seen.has(name))
      .map(({ name, label, meaning }) => ({ sample: name, label, definition: meaning })),
    ...describeWork(work, rows),
    ...lines.filter(({ sample }) => stretches.has(sample as TimelineStretch['kind'])),
    ...(hasPauses ? [paused] : []),
  ];
}

function visiblePhases({ phases, start, end }: TimelineCall): readonly BarName[] {
  const least = (end - start) * LEAST_SHARE;
  return phases.filter((phase) => phase.end - phase.start >= least).map(({ name }) => name);
}

function describeWork(kinds: readonly TimelineWorkKind[], rows: readonly TimelineRow[]): LegendEntry[] {
  const looks = new Map(rows.filter(isWork).map(({ work, look }) => [work, look]));
  const shown = kinds.filter(({ name }) => looks.has(name));
  const byLook = groupBy(shown, ({ name }) => looks.get(name) as TimelineWorkLook);
  return [...byLook].map(([look, ofLook]) => ({
    sample: look,
    label: look === 'work' ? 'other work' : ofLook.map(({ label }) => label).join(', '),
    definition: ofLook
      .map(({ label, meaning }) => (look === 'work' ? `${label}: ${meaning}` : meaning))
      .join('\n'),
  }));
}
