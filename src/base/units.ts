/**
 * A duration, or a moment on a run's clock: milliseconds since the run's origin (`Run.startedAtEpoch`), with
 * fractions. All moments of one run share that clock, whatever process they were stamped in.
 */
export type Milliseconds = number;

/** Milliseconds since 1970-01-01T00:00:00Z, with fractions. */
export type EpochMilliseconds = number;

/** A count of bytes. */
export type Bytes = number;

/** A count of model tokens as the server reported it. */
export type Tokens = number;

declare const identity: unique symbol;
type Id<Name extends string> = string & { readonly [identity]: Name };

/** One run: a debug session tree, or one `latency-lens record`. */
export type RunId = Id<'RunId'>;
/** One process (or worker thread) of a run; unique in its run. */
export type ProcessId = Id<'ProcessId'>;
/** One HTTP exchange; unique in its run. */
export type AttemptId = Id<'AttemptId'>;
/** One piece of other work of a program; unique in its run. */
export type WorkId = Id<'WorkId'>;
/** One SDK call with all its attempts; the id of its first attempt; unique in its run. */
export type CallId = Id<'CallId'>;
/** One place in the user's source that makes calls: `file:line:column`; equal across runs. */
export type CallSiteId = Id<'CallSiteId'>;
