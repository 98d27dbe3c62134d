/** Environment variables through which a run is described to the probe in the user's process. */
export const environmentNames = {
  /** Absolute path of the run's spool folder. The probe does nothing at all without it. */
  spool: 'LATENCY_LENS_SPOOL',
  /** The person's own `Endpoints`, as JSON. May be missing. */
  endpoints: 'LATENCY_LENS_ENDPOINTS',
} as const;
