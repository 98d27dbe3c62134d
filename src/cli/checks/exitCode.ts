import { type Check, worstOutcome } from './check';

/** Exit codes of commands that check something. 2 is for what can't be run as it was asked for. */
export const exitCodes = { passed: 0, failed: 1, noVerdict: 3 } as const;

/**
 * The exit code for what was checked. Where nobody looks at what is printed, no verdict is no pass; it has a code of its
 * own, since it is no failure either.
 */
export function exitCodeOf(checks: readonly Check[], { ci }: { readonly ci: boolean }): number {
  const outcome = worstOutcome(checks);
  if (outcome === 'passed') return exitCodes.passed;
  if (outcome === 'unsure') return ci ? exitCodes.noVerdict : exitCodes.passed;
  return exitCodes.failed;
}
