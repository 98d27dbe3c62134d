import { memoiseByIdentity } from '../base/memoise';
import type { Milliseconds } from '../base/units';
import type { Attempt } from '../model/attempt';
import { EventFlag, OUTPUT_FLAGS, type StreamEvent, VISIBLE_FLAGS } from '../model/streamEvent';

/** The moments of one attempt that metrics are differences of. Absent = never reached. */
export interface Moments {
  readonly start: Milliseconds;
  readonly headers?: Milliseconds;
  /** First byte of the response's body. */
  readonly firstByte?: Milliseconds;
  /** First event of any kind. */
  readonly firstEvent?: Milliseconds;
  /** First event with model output: reasoning, text, tool call, refusal or audio. */
  readonly firstOutput?: Milliseconds;
  readonly firstReasoning?: Milliseconds;
  /** First output that a person or the program can act on: all output but reasoning. */
  readonly firstVisible?: Milliseconds;
  readonly firstText?: Milliseconds;
  readonly lastOutput?: Milliseconds;
  /** Finish reason or end marker: no output comes after it. */
  readonly finish?: Milliseconds;
  /** End marker; without one the last event; of a body that is no stream, its end. */
  readonly end?: Milliseconds;
  readonly close?: Milliseconds;
  /** The events that carry output, in order. */
  readonly outputs: readonly StreamEvent[];
  /** Of those the ones with which reasoning or visible output begins, or begins again. */
  readonly turns: readonly StreamEvent[];
}

/** Finds the moments of an attempt. An attempt in flight shows those that it has reached. */
export const findMoments: (attempt: Attempt) => Moments = memoiseByIdentity((attempt) => {
  const { timing, events, reads } = attempt;
  const seen = lookThrough(events);
  return {
    start: timing.start,
    headers: timing.headers,
    firstByte: reads[0]?.at,
    firstEvent: events[0]?.at,
    firstOutput: seen.outputs[0]?.at,
    firstReasoning: seen.firstReasoning,
    firstVisible: seen.turns.find(isVisible)?.at,
    firstText: seen.firstText,
    lastOutput: seen.outputs.at(-1)?.at,
    finish: seen.finish,
    end: findEnd(attempt, seen.endMarker),
    close: timing.close,
    outputs: seen.outputs,
    turns: seen.turns,
  };
});

/** Whether an event carries output that a person or the program can act on. */
export function isVisible({ flags }: StreamEvent): boolean {
  return (flags & VISIBLE_FLAGS) !== 0;
}

/** All that is to be known of the events of an answer, which can be many: in one pass. */
function lookThrough(events: readonly StreamEvent[]) {
  const outputs: StreamEvent[] = [];
  const turns: StreamEvent[] = [];
  let firstReasoning: Milliseconds | undefined;
  let firstText: Milliseconds | undefined;
  let finish: Milliseconds | undefined;
  let endMarker: Milliseconds | undefined;
  let wasVisible: boolean | undefined;
  for (const event of events) {
    const { flags, at } = event;
    if ((flags & OUTPUT_FLAGS) !== 0) {
      outputs.push(event);
      const isNowVisible = isVisible(event);
      if (isNowVisible !== wasVisible) turns.push(event);
      wasVisible = isNowVisible;
    }
    if ((flags & EventFlag.reasoning) !== 0) firstReasoning ??= at;
    if ((flags & EventFlag.text) !== 0) firstText ??= at;
    if ((flags & (EventFlag.finish | EventFlag.endMarker)) !== 0) finish ??= at;
    if ((flags & EventFlag.endMarker) !== 0) endMarker ??= at;
  }
  return { outputs, turns, firstReasoning, firstText, finish, endMarker };
}

function findEnd(attempt: Attempt, endMarker: Milliseconds | undefined): Milliseconds | undefined {
  if (endMarker !== undefined) return endMarker;
  if (attempt.timing.close === undefined) return undefined;
  if (!isStream(attempt)) return attempt.timing.close;
  return attempt.events.at(-1)?.at ?? attempt.timing.close;
}

/** Whether the answer comes as a stream; by the request as long as there is no response. */
export function isStream(attempt: Attempt): boolean {
  return attempt.response?.streamed ?? attempt.request.streamed;
}

/** Whether tokens were spent on reasoning of which nothing was streamed. */
export function hasHiddenReasoning(attempt: Attempt, moments: Moments): boolean {
  if (moments.firstReasoning !== undefined) return false;
  return (
    attempt.response?.reasoningStream === 'hidden' || (attempt.response?.usage?.reasoningTokens ?? 0) > 0
  );
}
