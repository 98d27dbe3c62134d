import { assertNever } from '../src/base/assertNever';
import type {
  HostToTimeline,
  TimelineCall,
  TimelineFigureKind,
  TimelineHeader,
  TimelinePhaseKind,
} from '../src/protocol/timelineMessages';
import type { Viewport } from './viewport';

/** Everything the panel shows, frozen; a new object replaces it at every change. */
export interface TimelineState {
  /** Undefined until the first snapshot. */
  readonly header?: TimelineHeader;
  readonly phaseKinds: readonly TimelinePhaseKind[];
  readonly figureKinds: readonly TimelineFigureKind[];
  /** By their place in the run. */
  readonly calls: readonly TimelineCall[];
  /** The call whose details are shown. */
  readonly selected?: string;
  /** Calls that stand out, the others step back; empty when all are equal. */
  readonly marked: readonly string[];
}

export const emptyState: TimelineState = { phaseKinds: [], figureKinds: [], calls: [], marked: [] };

/** The state after a message of the host. */
export function applyMessage(state: TimelineState, message: HostToTimeline): TimelineState {
  switch (message.type) {
    case 'snapshot': {
      const { header, phaseKinds, figureKinds, calls } = message;
      return { ...state, header, phaseKinds, figureKinds, calls: mergeCalls([], calls) };
    }
    case 'append':
      return { ...state, header: message.header, calls: mergeCalls(state.calls, message.calls) };
    case 'select': {
      const marked = message.callIds.length > 1 ? message.callIds : [];
      return { ...state, selected: message.callIds[0], marked };
    }
    default:
      return assertNever(message);
  }
}

/** Selects a call, or none. Marks stay while the selection moves among the marked calls. */
export function selectCall(state: TimelineState, selected: string | undefined): TimelineState {
  const keepsMarks = selected !== undefined && state.marked.includes(selected);
  return { ...state, selected, marked: keepsMarks ? state.marked : [] };
}

/** Whether a call steps back because others are marked. */
export function isDimmed({ id }: TimelineCall, marked: readonly string[]): boolean {
  return marked.length > 0 && !marked.includes(id);
}

/** The selected call, if there is one and it is known. */
export function selectedCall(state: TimelineState): TimelineCall | undefined {
  return state.calls.find((call) => call.id === state.selected);
}

/** The call as far as it has come at `now`: one in flight has grown since the host spoke of it. */
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

/** The time there is to see: from the first call up to `now`, less a long silence after the last. */
export function runSpan(calls: readonly TimelineCall[], now: number): Viewport {
  const { start, end } = spanOf(calls, now);
  if (calls.some((call) => call.tone === 'live')) return { start, end: now };
  const idle = Math.max((end - start) * IDLE_SHARE, IDLE_MS);
  return { start, end: Math.max(end, Math.min(now, end + idle)) };
}

/** From the first start to the last end of calls; one in flight ends `now`. Asked of all calls in every frame. */
export function spanOf(calls: readonly TimelineCall[], now: number): Viewport {
  let start = calls[0]?.start ?? 0;
  let end = start;
  for (const call of calls) {
    start = Math.min(start, call.start);
    end = Math.max(end, call.end, call.tone === 'live' ? now : 0);
  }
  return { start, end };
}
