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
  /** Events that carry output; `findOutputs` lists them. */
  readonly outputCount: number;
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
    firstOutput: seen.turns[0]?.at,
    firstReasoning: seen.firstReasoning?.at,
    firstVisible: seen.turns.find(isVisible)?.at,
    firstText: seen.firstText?.at,
    lastOutput: seen.lastOutput?.at,
    finish: seen.finish?.at,
    end: findEnd(attempt, seen.endMarker?.at),
    close: timing.close,
    outputCount: seen.outputCount,
    turns: seen.turns,
  };
});

/** The events of an attempt that carry output, in order. */
export function findOutputs({ events }: Attempt): StreamEvent[] {
  return events.filter(isOutput);
}

/** Whether an event carries output of the model. */
export function isOutput({ flags }: StreamEvent): boolean {
  return (flags & OUTPUT_FLAGS) !== 0;
}

/** Whether an event carries output that a person or the program can act on. */
export function isVisible({ flags }: StreamEvent): boolean {
  return (flags & VISIBLE_FLAGS) !== 0;
}

/** All that is to be known of the events of an answer, which can be many: in one pass that keeps few of them. */
function lookThrough(events: readonly StreamEvent[]) {
  const turns: StreamEvent[] = [];
  let outputCount = 0;
  let lastOutput: StreamEvent | undefined;
  let firstReasoning: StreamEvent | undefined;
  let firstText: StreamEvent | undefined;
  let finish: StreamEvent | undefined;
  let endMarker: StreamEvent | undefined;
  for (const event of events) {
    const { flags } = event;
    if (isOutput(event)) {
      if (!lastOutput || isVisible(lastOutput) !== isVisible(event)) turns.push(event);
      lastOutput = event;
      outputCount += 1;
    }
    if ((flags & EventFlag.reasoning) !== 0) firstReasoning ??= event;
    if ((flags & EventFlag.text) !== 0) firstText ??= event;
    if ((flags & (EventFlag.finish | EventFlag.endMarker)) !== 0) finish ??= event;
    if ((flags & EventFlag.endMarker) !== 0) endMarker ??= event;
  }
  return { turns, outputCount, lastOutput, firstReasoning, firstText, finish, endMarker };
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
