/** Environment variables through which a run is described to the probe in the user's process. */
export const environmentNames = {
  /** Absolute path of the run's spool folder. The probe does nothing at all without it. */
  spool: 'LATENCY_LENS_SPOOL',
  /** The person's own `Endpoints`, as JSON. May be missing. */
  endpoints: 'LATENCY_LENS_ENDPOINTS',
  /** An `Attribution`; `full` when it is missing. */
  attribution: 'LATENCY_LENS_ATTRIBUTION',
  /**
   * Set for an extension host that is to carry the probe and gets no `NODE_OPTIONS`: the debugger loads it there, or this
   * extension where it runs in that host. Gone once it is loaded.
   */
  extensionHost: 'LATENCY_LENS_EXTENSION_HOST',
} as const;

/** How far the probe goes to find the line of a call. */
export type Attribution =
  /** Follows the program through promises, ticks and timers, which costs a little at each of them. */
  | 'full'
  /** Reads the stack of the request and what an attached debugger keeps, which costs nothing in between. */
  | 'light';
