import { formatNumberOf } from '../../base/format';
import type { Milliseconds } from '../../base/units';
import { firstAttempt } from '../../model/call';
import type { Run } from '../../model/run';
import { formatElapsed } from '../formatElapsed';

/**
 * What the status bar says of a run with calls in flight: `3 LLM calls · 2.1 s`, the time of the longest one.
 * Undefined when there are none.
 * @param now ms on the run's clock
 */
export function formatStatus(run: Run, now: Milliseconds): string | undefined {
  const inFlight = run.calls.filter(({ outcome }) => outcome === 'inFlight');
  const [first] = inFlight;
  if (!first) return undefined;
  return `${formatNumberOf(inFlight.length, 'LLM call')} · ${formatElapsed(now - firstAttempt(first).timing.start)}`;
}
