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
}

/** Finds the moments of an attempt. An attempt in flight shows those that it has reached. */
export const findMoments: (attempt: Attempt) => Moments = memoiseByIdentity((attempt) => {
  const { timing, events, reads } = attempt;
  const first = (flags: number) => events.find((event) => (event.flags & flags) !== 0)?.at;
  const outputs = events.filter((event) => (event.flags & OUTPUT_FLAGS) !== 0);
  return {
    start: timing.start,
    headers: timing.headers,
    firstByte: reads[0]?.at,
    firstEvent: events[0]?.at,
    firstOutput: outputs[0]?.at,
    firstReasoning: first(EventFlag.reasoning),
    firstVisible: first(VISIBLE_FLAGS),
    firstText: first(EventFlag.text),
    lastOutput: outputs.at(-1)?.at,
    finish: first(EventFlag.finish | EventFlag.endMarker),
    end: findEnd(attempt, first(EventFlag.endMarker)),
    close: timing.close,
    outputs,
  };
});

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
