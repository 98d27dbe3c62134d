import { assertNever } from '../src/base/assertNever';
import type {
  TimelineAccountKind,
  TimelineAnalysis,
  TimelinePrediction,
} from '../src/protocol/timelineAnalysis';
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
import { arrangeItems, headsAround, type Item, type ThreadItem } from './arrangeItems';
import type { Viewport } from './viewport';

/** Everything the panel shows, frozen; a new object replaces it at every change. */
export interface TimelineState {
  /** Undefined until the first snapshot. */
  readonly header?: TimelineHeader;
  readonly phaseKinds: readonly TimelinePhaseKind[];
  readonly figureKinds: readonly TimelineFigureKind[];
  readonly workKinds: readonly TimelineWorkKind[];
  readonly accountKinds: readonly TimelineAccountKind[];
  /** By their place in the run. */
  readonly calls: readonly TimelineCall[];
  /** In the order it began. */
  readonly work: readonly TimelineWork[];
  /** Calls and other work, in the order they began. */
  readonly rows: readonly TimelineRow[];
  /** Undefined until something was found out. */
  readonly analysis?: TimelineAnalysis;
  /** The run as it would have been, while a person asks for that. */
  readonly prediction?: TimelinePrediction;
  /** What is not on the critical path steps back. */
  readonly showsPath: boolean;
  /** Findings without which the run is to be thought through. */
  readonly whatIfs: readonly string[];
  /** Heads of groups whose rows are not listed. */
  readonly collapsed: ReadonlySet<string>;
  /** The lines of the list. */
  readonly items: readonly Item[];
  /** The row, or head of a group, whose details are shown. */
  readonly selected?: string;
  /** Rows that stand out, the others step back; empty when all are equal. */
  readonly marked: readonly string[];
}

export const emptyState: TimelineState = {
  phaseKinds: [],
  figureKinds: [],
  workKinds: [],
  accountKinds: [],
  calls: [],
  work: [],
  rows: [],
  showsPath: false,
  whatIfs: [],
  collapsed: new Set(),
  items: [],
  marked: [],
};

/** The state after a message of the host. */
export function applyMessage(state: TimelineState, message: HostToTimeline): TimelineState {
  switch (message.type) {
    case 'snapshot': {
      const { header, phaseKinds, figureKinds, workKinds, accountKinds, calls, work } = message;
      const kinds = { phaseKinds, figureKinds, workKinds, accountKinds };
      return withRows({ ...state, header, ...kinds, calls: mergeCalls([], calls), work });
    }
    case 'append': {
      const { header, work = state.work } = message;
      const calls = mergeCalls(state.calls, message.calls);
      const isSame = calls === state.calls && work === state.work;
      return isSame ? { ...state, header } : withRows({ ...state, header, calls, work });
    }
    case 'analysis':
      return withItems({ ...state, analysis: message.analysis });
    case 'whatIf':
      return {
        ...state,
        prediction: message.prediction,
        whatIfs: message.prediction?.findingIds ?? [],
      };
    case 'select': {
      if (message.findingId !== undefined) return markRows(state, message.callIds);
      const marked = message.callIds.length > 1 ? message.callIds : [];
      return listRows({ ...state, selected: message.callIds[0], marked }, message.callIds);
    }
    default:
      return assertNever(message);
  }
}

function withRows(state: TimelineState): TimelineState {
  const rows: TimelineRow[] = [...state.calls, ...state.work];
  return withItems({ ...state, rows: rows.sort((a, b) => a.start - b.start) });
}

function withItems(state: TimelineState): TimelineState {
  const { rows, analysis, collapsed } = state;
  return { ...state, items: arrangeItems(rows, analysis?.threads ?? [], collapsed) };
}

/** Lists the rows of a group, or no longer. */
export function toggleGroup(state: TimelineState, head: string): TimelineState {
  const collapsed = new Set(state.collapsed);
  if (!collapsed.delete(head)) collapsed.add(head);
  return withItems({ ...state, collapsed });
}

/** Lists no group's rows, or those of all when some are not listed. */
export function toggleAllGroups(state: TimelineState): TimelineState {
  const heads = state.items.flatMap((item) => (item.kind === 'thread' ? [item.id] : []));
  return withItems({ ...state, collapsed: new Set(state.collapsed.size > 0 ? [] : heads) });
}

/** Switches the what-if of a finding on, or off. */
export function toggleWhatIf(state: TimelineState, findingId: string): TimelineState {
  const others = state.whatIfs.filter((id) => id !== findingId);
  const isOn = others.length < state.whatIfs.length;
  return { ...state, whatIfs: isOn ? others : [...others, findingId] };
}

/** Marks rows and brings them out of groups that are not listed. */
export function markRows(state: TimelineState, rowIds: readonly string[]): TimelineState {
  const isKept = state.selected !== undefined && rowIds.includes(state.selected);
  return listRows({ ...state, marked: rowIds, selected: isKept ? state.selected : undefined }, rowIds);
}

function listRows(state: TimelineState, rowIds: readonly string[]): TimelineState {
  if (state.collapsed.size === 0) return state;
  const around = new Set(rowIds.flatMap((id) => headsAround(id, state.analysis?.threads ?? [])));
  return withItems({
    ...state,
    collapsed: new Set([...state.collapsed].filter((head) => !around.has(head))),
  });
}

/** Selects a row, or none. Marks stay while the selection moves among the marked calls. */
export function selectRow(state: TimelineState, selected: string | undefined): TimelineState {
  const keepsMarks = selected !== undefined && state.marked.includes(selected);
  return { ...state, selected, marked: keepsMarks ? state.marked : [] };
}

/** The head of a group that is selected, if one is. */
export function selectedThread({ items, selected }: TimelineState): ThreadItem | undefined {
  return items.find((item): item is ThreadItem => item.kind === 'thread' && item.id === selected);
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
