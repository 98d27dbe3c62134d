/** Environment variables through which a run is described to the probe in the user's process. */
export const environmentNames = {
  /** Absolute path of the run's spool folder. The probe does nothing at all without it. */
  spool: 'LATENCY_LENS_SPOOL',
} as const;
