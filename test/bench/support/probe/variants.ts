/** What is loaded into a measured program, beside the program itself. */
export interface Variant {
  readonly id: string;
  readonly title: string;
  /** Our probe, with the whole attribution or the light one. */
  readonly probe?: 'full' | 'light';
  /** Whether a debugger with async stacks on is attached. */
  readonly debugger?: boolean;
  /** A program of test/bench/probe/programs/setup that is imported first. */
  readonly setup?: string;
  /** Id of the variant that it is compared with. */
  readonly base: string;
}

export const none: Variant = { id: 'none', title: 'no probe', base: 'none' };
export const ours: readonly Variant[] = [
  { id: 'light', title: 'ours without attribution', probe: 'light', base: 'none' },
  { id: 'full', title: 'ours with attribution', probe: 'full', base: 'none' },
];
export const debugged: readonly Variant[] = [
  { id: 'debugger', title: 'debugger', debugger: true, base: 'none' },
  {
    id: 'debuggerLight',
    title: 'debugger + ours without',
    debugger: true,
    probe: 'light',
    base: 'debugger',
  },
  { id: 'debuggerFull', title: 'debugger + ours with', debugger: true, probe: 'full', base: 'debugger' },
];
/** Others that observe the same client. */
export const others: readonly Variant[] = [
  { id: 'otel', title: 'OpenTelemetry undici + http', setup: 'otel', base: 'none' },
  { id: 'openinference', title: 'OpenInference', setup: 'openinference', base: 'none' },
  { id: 'openllmetry', title: 'OpenLLMetry', setup: 'openllmetry', base: 'none' },
  { id: 'tee', title: 'fetch wrapper that tees', setup: 'tee', base: 'none' },
];
