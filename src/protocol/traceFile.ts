/**
 * A saved run (`*.lltrace`): JSON Lines. The first line is the header, the second says what the run is, then one line
 * a process, one a call, one a piece of other work, and of a completion suite one with its requests. It holds what was observed, field by field as `src/model` has
 * it, and nothing that can be computed from that: figures are always those of the reader's definitions. No prompt,
 * answer or credential is in it.
 *
 * Times are milliseconds on the run's clock, whose zero is `startedAtEpoch`. What happened often is packed in columns:
 * arrays of equal length, one value per read or event.
 *
 * Rules of change: a reader passes over kinds of lines and fields that it does not know, so adding is free; anything
 * else raises `TRACE_FORMAT_VERSION`, and a reader refuses a version above its own.
 */
export const TRACE_FORMAT = 'latency-lens-trace';
export const TRACE_FORMAT_VERSION = 1;

/** Trace files end like this. */
export const TRACE_FILE_SUFFIX = '.lltrace';

export interface TraceHeader {
  readonly format: typeof TRACE_FORMAT;
  readonly v: number;
}

/** Reads of a body from the socket. */
export interface ReadColumns {
  readonly at: readonly number[];
  readonly bytes: readonly number[];
  /** Only when there is one: the earliest moment at which a read can have come, null where that is `at`. */
  readonly since?: readonly (number | null)[];
  /** Only when there is one: when the program had taken it. */
  readonly takenAt?: readonly (number | null)[];
}

/** Decoded events; `read` is the index of the read that completed the event. */
export interface EventColumns {
  readonly at: readonly number[];
  readonly read: readonly number[];
  readonly flags: readonly number[];
  readonly chars: readonly number[];
}

/** Parts in a row of the prompt of an attempt before in the file: its id, place of the first of them, their number. */
export type PromptSlice = readonly [attempt: string, from: number, count: number];

/** A prompt: what is new in it, and what earlier ones have had. So a loop whose prompt grows each turn adds the growth. */
export type PackedPrompt<Part> = readonly (Part | PromptSlice)[];

/** An attempt whose lists are packed. Its `request` has no `prompt`. */
export type PackedAttempt<Attempt, Part> = Omit<Attempt, 'reads' | 'events'> & {
  readonly reads: ReadColumns;
  readonly events: EventColumns;
  readonly prompt?: PackedPrompt<Part>;
};

/** A call whose attempts are packed. */
export type PackedCall<Call, Attempt, Part> = Omit<Call, 'attempts'> & {
  readonly attempts: readonly PackedAttempt<Attempt, Part>[];
};

/** Every line after the header. `Run` is the run without its processes, calls, work and completion suite. */
export type TraceLine<Run, Process, Call, Work, Completion> =
  | ({ readonly k: 'run' } & Run)
  | ({ readonly k: 'process' } & Process)
  | ({ readonly k: 'call' } & Call)
  | ({ readonly k: 'work' } & Work)
  | ({ readonly k: 'completion' } & Completion);
