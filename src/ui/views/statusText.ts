import { formatCount, formatNumberOf } from '../../base/format';
import type { Milliseconds } from '../../base/units';
import { countDone } from '../../completion/results/countDone';
import { firstAttempt } from '../../model/call';
import type { CompletionRun } from '../../model/completion';
import type { Run } from '../../model/run';
import { formatElapsed } from '../formatElapsed';

/**
 * What the status bar says of a run with calls in flight: `3 LLM calls · 2.1 s`, the time of the longest one.
 * Of a completion suite that goes on how far it is: `FIM 12 of 40`. Undefined when there are none.
 * @param now ms on the run's clock
 */
export function formatStatus(run: Run, now: Milliseconds): string | undefined {
  if (run.completion) return formatProgress(run.completion);
  const inFlight = run.calls.filter(({ outcome }) => outcome === 'inFlight');
  const [first] = inFlight;
  if (!first) return undefined;
  return `${formatNumberOf(inFlight.length, 'LLM call')} · ${formatElapsed(now - firstAttempt(first).timing.start)}`;
}

function formatProgress(completion: CompletionRun): string {
  const { suite, planned } = completion;
  return `${suite.name} ${formatCount(countDone(completion))} of ${formatCount(planned)}`;
}
