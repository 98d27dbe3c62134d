import type { Call } from '../../model/call';
import type { Outcome } from '../../model/outcome';

const failed: ReadonlySet<Outcome> = new Set(['error', 'truncated', 'cut', 'empty']);

/** Whether a call brought no whole answer, though the program did not give it up. */
export function hasFailed({ outcome }: Call): boolean {
  return failed.has(outcome);
}
