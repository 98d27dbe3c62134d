/** What a measured program is asked to do. */
export interface Task {
  /** Base URL of the chunk server. */
  readonly url?: string;
  readonly streams?: number;
  readonly concurrency?: number;
  /** Of the promise-heavy program, 100 records each. */
  readonly batches?: number;
  readonly setup?: string;
}

/** What a measured program says of itself. Times in ms, memory in MiB. */
export interface Figures {
  /** User and system time of the process while it worked, its imports left out. */
  readonly cpuMs: number;
  readonly wallMs: number;
  readonly loopDelayP50Ms: number;
  readonly loopDelayP99Ms: number;
  readonly maxRssMb: number;
  /** After a garbage collection, when all is done. */
  readonly heapMb: number;
  readonly chunks: number;
  /** Per call in the order they were made: what of the TTFT was not the server's. */
  readonly ttft?: readonly { readonly index: number; readonly ms: number }[];
  /** What an instrumentation says to have seen. */
  readonly spans?: number;
}
