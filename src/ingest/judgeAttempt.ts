import { decideOutcome } from '../decode/decideOutcome';
import type { DecodedResponse } from '../decode/wireDecoder';
import type { Failure, Outcome } from '../model/outcome';
import type { EndRecord } from '../protocol/probeRecords';

/** All that decides how an attempt came out. */
export interface Evidence {
  readonly decoded?: DecodedResponse;
  readonly status?: number;
  /** Bytes of the answer that the probe left out. */
  readonly dropped: number;
  readonly ended?: EndRecord;
  /** Its process went away before it ended. */
  readonly isGone: boolean;
}

export interface Verdict {
  readonly outcome: Outcome;
  readonly failure?: Failure;
}

/** How an attempt came out, as far as can be told by now. */
export function judgeAttempt(evidence: Evidence): Verdict {
  const { decoded, status, ended, isGone } = evidence;
  if (ended) return allowForDropped(decideOutcome(decoded, status, ended.how, ended.code), evidence);
  if (!isGone) return { outcome: 'inFlight' };
  // A program that goes away gives up its open calls. What it had in full by then is none the worse for it.
  const verdict = decideOutcome(decoded, status, 'abort', undefined);
  return verdict.outcome === 'cancelled' ? { outcome: 'cut', failure: processGone } : verdict;
}

/** An answer that looks unfinished because we did not keep its end is not the server's fault. */
function allowForDropped(verdict: Verdict, { dropped }: Evidence): Verdict {
  if (dropped === 0 || !['truncated', 'empty', 'undecoded'].includes(verdict.outcome)) return verdict;
  const message = `${dropped} bytes of the answer were not captured; its times and sizes are complete.`;
  return { outcome: 'undecoded', failure: { type: 'not_captured', message } };
}

const processGone: Failure = {
  type: 'process_gone',
  message: 'The program ended while the answer was still coming.',
};
