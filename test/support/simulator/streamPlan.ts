import type { Behaviour } from './behaviour';
import type { MadeItem } from './madeOutput';
import type { WriteKind } from './simulatorLog';
import { failureMs, failureToken } from './tokenSchedule';
import type { Frame, StreamEncoder } from './wire/wireStyle';

/** Frames that go out in one write. */
export interface PlannedWrite {
  /** Milliseconds since the request's body was complete. */
  readonly dueMs: number;
  readonly frames: readonly Frame[];
  /** Of the first output in it, or else of its first frame. */
  readonly kind: WriteKind;
  readonly tokens: number;
}

interface TimedFrame {
  readonly dueMs: number;
  readonly frame: Frame;
}

/** What a stream writes and when, up to its end or to the token at which the script makes it fail. */
export function planStream(
  behaviour: Behaviour,
  made: readonly MadeItem[],
  encoder: StreamEncoder,
  times: readonly number[],
): PlannedWrite[] {
  const failAt = failureToken(behaviour.failure);
  const timed = at(behaviour.headersAfterMs ?? 0, encoder.open());
  for (const dueMs of keepaliveTimes(behaviour, times[0] ?? 0))
    timed.push(...at(dueMs, [encoder.keepalive()]));
  for (const step of outputSteps(made, encoder)) {
    if (step.token >= failAt) break;
    timed.push(...at(times[step.token] ?? 0, step.encode()));
  }
  if (failAt === Number.POSITIVE_INFINITY) {
    const lastTokenMs = times.at(-2) ?? times[0] ?? 0;
    timed.push(...at(lastTokenMs + (behaviour.finishAfterMs ?? 0), encoder.close()));
  } else if (behaviour.failure?.kind === 'streamError') {
    timed.push(...at(failureMs(times, failAt), encoder.fail()));
  }
  return groupWrites(timed, behaviour.deltasPerWrite ?? 1);
}

function at(dueMs: number, frames: readonly Frame[]): TimedFrame[] {
  return frames.map((frame) => ({ dueMs, frame }));
}

function keepaliveTimes({ keepaliveEveryMs, headersAfterMs = 0 }: Behaviour, firstTokenMs: number): number[] {
  if (!keepaliveEveryMs) return [];
  const count = Math.max(0, Math.ceil((firstTokenMs - headersAfterMs) / keepaliveEveryMs) - 1);
  return Array.from({ length: count }, (_, index) => headersAfterMs + (index + 1) * keepaliveEveryMs);
}

/** All of the output, with the token at which each step is due; encoded on demand, as encoders number their events. */
function* outputSteps(made: readonly MadeItem[], encoder: StreamEncoder) {
  let start = 0;
  for (const [index, { item, tokens, deltas }] of made.entries()) {
    yield { token: start, encode: () => encoder.begin(item, index) };
    for (const { offset, text, tokens: carried } of deltas) {
      yield { token: start + offset, encode: () => encoder.delta(item, index, text, carried) };
    }
    yield { token: start + Math.max(0, tokens - 1), encode: () => encoder.end(item, index) };
    start += tokens;
  }
}

const outputKinds: ReadonlySet<WriteKind> = new Set(['text', 'refusal', 'reasoning', 'toolCall']);
const aloneKinds: ReadonlySet<WriteKind> = new Set(['preamble', 'keepalive']);

/** One write a frame; or, where deltas share writes, everything up to the last delta of a group. */
function groupWrites(timed: readonly TimedFrame[], deltasPerWrite: number): PlannedWrite[] {
  const writes: PlannedWrite[] = [];
  let held: Frame[] = [];
  for (const [index, { dueMs, frame }] of timed.entries()) {
    held.push(frame);
    const full = held.filter(({ kind }) => outputKinds.has(kind)).length >= deltasPerWrite;
    if (deltasPerWrite > 1 && !full && !aloneKinds.has(frame.kind) && index < timed.length - 1) continue;
    writes.push(plannedWrite(dueMs, held));
    held = [];
  }
  return writes;
}

function plannedWrite(dueMs: number, frames: readonly Frame[]): PlannedWrite {
  const leading = frames.find(({ kind }) => outputKinds.has(kind)) ?? frames[0];
  const tokens = frames.reduce((sum, frame) => sum + frame.tokens, 0);
  return { dueMs, frames, kind: leading?.kind ?? 'structure', tokens };
}
