/**
 * What a probe writes into its spool file: JSON Lines, one record a line, one file per process or worker thread,
 * appended synchronously. Every probe of every language writes these records and no others.
 *
 * Times (`t`, `from`) are milliseconds of the machine's monotonic clock (`process.hrtime`, `time.monotonic`), which
 * all processes of one machine share; `hello` ties them to the wall clock.
 *
 * Rules of change: a reader skips kinds and fields it does not know, so adding is free; anything else raises
 * `PROBE_FORMAT_VERSION`, and a reader refuses a version above its own with a message that says so.
 */
export const PROBE_FORMAT_VERSION = 1;

/** Spool files end like this; anything else in the folder is not read. */
export const SPOOL_FILE_SUFFIX = '.spool.jsonl';

/** Which client machinery carried the bytes. */
export type Transport = 'undici' | 'http' | 'http2' | 'websocket';

/** How a list of frames was found. The host trusts `sync` most and `stale` least. */
export type FrameOrigin =
  /** On the stack when the request was made. */
  | 'sync'
  /** Read from an attached debugger's async stack. */
  | 'inspector'
  /** On the stack when an async ancestor of the request was created (`depth` says how far out). */
  | 'async'
  /** As `async`, but the ancestor's link was lost or guessed. */
  | 'stale'
  /** Of a function that waits for what made the request, as the runtime knows it: where it waits, not what it called. */
  | 'awaiting';

/** One stack frame as the runtime gave it. Lines and columns are 1-based; `file` is a path or a `file:` URL. */
export interface RawFrame {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly fn?: string;
  readonly origin: FrameOrigin;
  /** How many async ancestors out the frame was found; 0 for `sync`. */
  readonly depth: number;
  /** Number of the stack it was on, unique in its file: equal for requests that lead back to one and the same moment. */
  readonly context?: number;
  /** Where the source map that the process has loaded says the frame is. */
  readonly mapped?: { readonly file: string; readonly line: number; readonly column: number };
  /** What runs is not what `file` holds, and nothing tells where in it the line came from. */
  readonly edited?: boolean;
}

/** First record of every file. `v` is checked before anything else is read. */
export interface HelloRecord {
  readonly k: 'hello';
  readonly v: number;
  readonly t: number;
  /** Wall clock at `t`, in ms since 1970, with fractions. */
  readonly epoch: number;
  readonly pid: number;
  readonly ppid: number;
  /** Worker thread number, 0 on the main thread. */
  readonly thread: number;
  readonly runtime: 'node' | 'bun' | 'deno' | 'python';
  readonly runtimeVersion: string;
  /** Path of the main script; arguments are left out, they can hold secrets. */
  readonly script?: string;
  readonly cwd: string;
}

/** A request that may be an LLM call starts (before connect). */
export interface RequestRecord {
  readonly k: 'req';
  readonly id: string;
  readonly t: number;
  readonly transport: Transport;
  readonly method: string;
  /** Origin and path. The query keeps its names; values that are not on the allow list are emptied. */
  readonly url: string;
  /**
   * Wire style that the person's endpoints name; `auto` when the bodies have to tell it. Missing where the path does.
   */
  readonly style?: string;
  /** Allow-listed request headers, lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Where the program made request `id`. Follows the request a little later, so that reading it delays nothing. */
export interface FramesRecord {
  readonly k: 'frames';
  readonly id: string;
  readonly t: number;
  /** Candidate frames, innermost first, in the order they are to be tried. */
  readonly frames: readonly RawFrame[];
}

/** Some bytes of the request's body, base64. */
export interface RequestBodyRecord {
  readonly k: 'reqBody';
  readonly id: string;
  readonly t: number;
  readonly b64: string;
  /** Number of bytes that were left out here; `b64` is empty then, and a `loss` record said why. */
  readonly dropped?: number;
}

/** A step of getting the request onto the wire was reached at `t`. */
export interface PhaseRecord {
  readonly k: 'phase';
  readonly id: string;
  readonly t: number;
  readonly phase: 'connectStart' | 'dnsDone' | 'tcpDone' | 'tlsDone' | 'assigned' | 'sent';
  /** With `assigned`: whether the socket had served a request before. */
  readonly reused?: boolean;
}

/** The program took what had arrived before the exchange was over. */
export interface TakeRecord extends BodyNotes {
  readonly k: 'take';
  readonly id: string;
  readonly t: number;
}

/** The response's status line and headers are complete. */
export interface HeadRecord {
  readonly k: 'head';
  readonly id: string;
  readonly t: number;
  readonly status: number;
  /** Allow-listed response headers, lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * What is known of a response beside its bytes. Told with whatever is written next, so that it costs no write of
 * its own; a probe that can't tell leaves it out.
 */
export interface BodyNotes {
  /**
   * Stretches in which the event loop was busy and bytes may have been waiting: what was stamped in one may have come at
   * any time in it. By threes: its start, its end, and the CPU time in ms that was spent in it, by the thread or, where
   * that can't be told, by the process.
   */
  readonly blocks?: readonly number[];
  /**
   * When the program took what had arrived, since this was told last: by turns a moment and the number of bytes of the
   * body, from its beginning, that it had taken by then.
   */
  readonly took?: readonly number[];
  /** With the first `took`: bytes the client keeps for the program before it stops reading the socket. */
  readonly capacity?: number;
}

/**
 * One read of the response's body as it arrived, still content-encoded, base64. Of a WebSocket, the messages of the
 * response, each as a line.
 */
export interface DataRecord extends BodyNotes {
  readonly k: 'data';
  readonly id: string;
  readonly t: number;
  readonly b64: string;
  /** As in `reqBody`. */
  readonly dropped?: number;
}

/** The exchange is over. `abort`: the program gave up. `error`: the connection or the server broke it. */
export interface EndRecord extends BodyNotes {
  readonly k: 'end';
  readonly id: string;
  readonly t: number;
  readonly how: 'eof' | 'abort' | 'error';
  /** Error name or code such as `ECONNRESET`; never a message that could hold content. */
  readonly code?: string;
}

/** An HTTP exchange that is not recognised as an LLM call was seen; once per origin and process. */
export interface OtherRecord {
  readonly k: 'other';
  readonly t: number;
  readonly origin: string;
}

/** What a program does besides its LLM calls; each kind is described in `src/model/work.ts`. */
export type WorkKind = 'http' | 'process' | 'thread' | 'tool' | 'timer' | 'cpu' | 'measure';

/**
 * Work other than an LLM call began at `t`. It may be written late, even when it is over: work that shows only in
 * hindsight, such as a timer that ran out. Its line follows in `frames` with the same id, where one is looked for.
 */
export interface WorkRecord {
  readonly k: 'work';
  readonly id: string;
  readonly t: number;
  readonly kind: WorkKind;
  /** Method, host and path; command; tool; mark. Never arguments, a query or content. */
  readonly name: string;
}

/** The work is over. `abort`: the program gave it up. `error`: it failed. */
export interface WorkEndRecord {
  readonly k: 'workEnd';
  readonly id: string;
  readonly t: number;
  readonly how: 'done' | 'abort' | 'error';
  /** HTTP status, exit code, signal or error code. */
  readonly code?: string;
  /** For `cpu`: ms in which the event loop was busy, and ms of CPU time that the whole process used meanwhile. */
  readonly busy?: number;
  readonly cpu?: number;
}

/** The probe had to leave something out, and what. Shown to the user, so that no gap is silent. */
export interface LossRecord {
  readonly k: 'loss';
  readonly t: number;
  readonly id?: string;
  readonly what: 'spoolFull' | 'bodyCap' | 'workCap' | 'damaged' | 'internal';
  /** For `internal`: where in the probe, without any data of the program. For `workCap`: the kind of work. */
  readonly detail?: string;
}

/** The process or thread ends in an orderly way. */
export interface ByeRecord {
  readonly k: 'bye';
  readonly t: number;
  readonly exitCode?: number;
}

export type ProbeRecord =
  | HelloRecord
  | RequestRecord
  | FramesRecord
  | RequestBodyRecord
  | PhaseRecord
  | HeadRecord
  | DataRecord
  | EndRecord
  | TakeRecord
  | OtherRecord
  | WorkRecord
  | WorkEndRecord
  | LossRecord
  | ByeRecord;
