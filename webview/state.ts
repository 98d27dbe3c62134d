import { assertNever } from '../src/base/assertNever';
import {
  type HostToTimeline,
  isWork,
  type TimelineCall,
  type TimelineFigureKind,
  type TimelineHeader,
  type TimelinePhaseKind,
  type TimelineRow,
  type TimelineWork,
  type TimelineWorkKind,
} from '../src/protocol/timelineMessages';
import type { Viewport } from './viewport';

/** Everything the panel shows, frozen; a new object replaces it at every change. */
export interface TimelineState {
  /** Undefined until the first snapshot. */
  readonly header?: TimelineHeader;
  readonly phaseKinds: readonly TimelinePhaseKind[];
  readonly figureKinds: readonly TimelineFigureKind[];
  readonly workKinds: readonly TimelineWorkKind[];
  /** By their place in the run. */
  readonly calls: readonly TimelineCall[];
  /** In the order it began. */
  readonly work: readonly TimelineWork[];
  /** Calls and other work, in the order they began. */
  readonly rows: readonly TimelineRow[];
  /** The row whose details are shown. */
  readonly selected?: string;
  /** Calls that stand out, the others step back; empty when all are equal. */
  readonly marked: readonly string[];
}

export const emptyState: TimelineState = {
  phaseKinds: [],
  figureKinds: [],
  workKinds: [],
  calls: [],
  work: [],
  rows: [],
  marked: [],
};

/** The state after a message of the host. */
export function applyMessage(state: TimelineState, message: HostToTimeline): TimelineState {
  switch (message.type) {
    case 'snapshot': {
      const { header, phaseKinds, figureKinds, workKinds, calls, work } = message;
      const kinds = { phaseKinds, figureKinds, workKinds };
      return withRows({ ...state, header, ...kinds, calls: mergeCalls([], calls), work });
    }
    case 'append': {
      const { header, work = state.work } = message;
      const calls = mergeCalls(state.calls, message.calls);
      const isSame = calls === state.calls && work === state.work;
      return isSame ? { ...state, header } : withRows({ ...state, header, calls, work });
    }
    case 'select': {
      const marked = message.callIds.length > 1 ? message.callIds : [];
      return { ...state, selected: message.callIds[0], marked };
    }
    default:
      return assertNever(message);
  }
}

function withRows(state: TimelineState): TimelineState {
  const rows: TimelineRow[] = [...state.calls, ...state.work];
  return { ...state, rows: rows.sort((a, b) => a.start - b.start) };
}

/** Selects a row, or none. Marks stay while the selection moves among the marked calls. */
export function selectRow(state: TimelineState, selected: string | undefined): TimelineState {
  const keepsMarks = selected !== undefined && state.marked.includes(selected);
  return { ...state, selected, marked: keepsMarks ? state.marked : [] };
}

/** Whether a row steps back because others are marked. */
export function isDimmed({ id }: TimelineRow, marked: readonly string[]): boolean {
  return marked.length > 0 && !marked.includes(id);
}

/** The selected row, if there is one and it is known. */
export function selectedRow(state: TimelineState): TimelineRow | undefined {
  return state.rows.find((row) => row.id === state.selected);
}

/** The row as far as it has come at `now`: what goes on has grown since the host spoke of it. */
export function rowAt(row: TimelineRow, now: number): TimelineRow {
  if (!isWork(row)) return callAt(row, now);
  return row.tone === 'live' && now > row.end ? { ...row, end: now } : row;
}

/** As `rowAt`. */
export function callAt(call: TimelineCall, now: number): TimelineCall {
  const last = call.phases.at(-1);
  if (call.tone !== 'live' || last === undefined || now <= last.end) return call;
  return { ...call, end: now, phases: [...call.phases.slice(0, -1), { ...last, end: now }] };
}

/** `known` with each of `changed` put in, or in the place of its former self. */
function mergeCalls(
  known: readonly TimelineCall[],
  changed: readonly TimelineCall[],
): readonly TimelineCall[] {
  if (changed.length === 0) return known;
  const byId = new Map([...known, ...changed].map((call) => [call.id, call]));
  return [...byId.values()].sort((a, b) => a.ordinal - b.ordinal);
}

/** Idle time after the last call that is still shown, as a share of the run, and at least this many ms. */
const IDLE_SHARE = 0.1;
const IDLE_MS = 1000;

/** The time there is to see: from the first row's start up to `now`, less a long silence after the last. */
export function runSpan(rows: readonly TimelineRow[], now: number): Viewport {
  const { start, end } = spanOf(rows, now);
  if (rows.some((row) => row.tone === 'live')) return { start, end: now };
  const idle = Math.max((end - start) * IDLE_SHARE, IDLE_MS);
  return { start, end: Math.max(end, Math.min(now, end + idle)) };
}

/** Of what goes on before the first call so much is shown, as a share of the time from there on. */
const LEAD_SHARE = 0.15;

/**
 * From the first start to the last end of rows; one in flight ends `now`. A long start before the first call does not
 * push the calls aside. Asked of all rows in every frame.
 */
export function spanOf(rows: readonly TimelineRow[], now: number): Viewport {
  let start = Number.POSITIVE_INFINITY;
  let firstCall = Number.POSITIVE_INFINITY;
  let end = Number.NEGATIVE_INFINITY;
  for (const row of rows) {
    start = Math.min(start, row.start);
    if (!isWork(row)) firstCall = Math.min(firstCall, row.start);
    end = Math.max(end, row.end, row.tone === 'live' ? now : end);
  }
  if (rows.length === 0) return { start: 0, end: 0 };
  const lead = firstCall === Number.POSITIVE_INFINITY ? start : firstCall - (end - firstCall) * LEAD_SHARE;
  return { start: Math.max(start, lead), end };
}
