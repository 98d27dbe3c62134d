import { certaintyWord } from '../../analysis/certainty';
import { formatDuration, formatMeasured, formatPlace } from '../../base/format';
import type { Milliseconds } from '../../base/units';
import { computeMetrics } from '../../metrics/callMetrics';
import { callInterval } from '../../metrics/callTimes';
import { notCountedText, overlapsPause } from '../../metrics/counted';
import type { Attribution } from '../../model/attribution';
import { type Call, lastAttempt } from '../../model/call';
import type { Run } from '../../model/run';
import { plain } from './screen';

/** What stands beside a call's bar. */
export interface CallText {
  readonly label: string;
  /** Empty when it could not be measured. */
  readonly ttft: string;
  readonly total: string;
  /** What is not as it should be; empty for a plain success. */
  readonly note: string;
  readonly failed: boolean;
}

/** @param now end of a call in flight, ms on the run's clock */
export function describeCall(call: Call, run: Run, now: Milliseconds): CallText {
  const { start, end } = callInterval(call, now);
  const { ttft, felt } = computeMetrics(call, ['ttft', 'felt']);
  return {
    label: labelSite(call.attribution),
    ttft: ttft.value === undefined ? '' : formatMeasured(ttft, 'ms'),
    total: formatDuration(felt.value ?? end - start),
    note: noteOf(call, run, now),
    failed: call.outcome !== 'complete' && call.outcome !== 'inFlight',
  };
}

/** `agent.ts:42 planStep`, `probably agent.ts:42 planStep`. */
export function labelSite({ site, confidence }: Pick<Attribution, 'site' | 'confidence'>): string {
  if (!site) return 'no line found';
  const place = [formatPlace(site), site.functionName].filter(Boolean).join(' ');
  return plain([certaintyWord(confidence), place].filter(Boolean).join(' '));
}

function noteOf(call: Call, run: Run, now: Milliseconds): string {
  const { failure } = lastAttempt(call);
  const outcome = call.outcome === 'complete' ? [] : [notCountedText[call.outcome]];
  const notes = [
    ...outcome.map((text) => (failure ? `${text}: ${failure.type}` : text)),
    ...(call.attempts.length > 1 ? [`${call.attempts.length} attempts`] : []),
    ...(overlapsPause(call, run.pauses, now) ? ['paused'] : []),
  ];
  return plain(notes.join(', '));
}
