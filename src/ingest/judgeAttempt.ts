import { decideOutcome, type Verdict } from '../decode/decideOutcome';
import type { DecodedResponse } from '../decode/wireDecoder';
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

/** How an attempt came out, as far as can be told by now. */
export function judgeAttempt({ decoded, status, dropped, ended, isGone }: Evidence): Verdict {
  const ending = ended?.how ?? (isGone ? 'processGone' : 'open');
  const verdict = decideOutcome(decoded, status, ending, ended?.code);
  // An answer that looks unfinished because its end was not captured is not the server's fault.
  const isBlamed = ['truncated', 'empty', 'undecoded'].includes(verdict.outcome);
  if (dropped === 0 || !isBlamed) return verdict;
  const message = `${dropped} bytes of the answer were not captured; its times and sizes are complete.`;
  return { outcome: 'undecoded', failure: { type: 'not_captured', message } };
}
