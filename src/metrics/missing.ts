import type { Attempt } from '../model/attempt';
import type { Outcome } from '../model/outcome';
import { isStream } from './moments';

const unfinished: Readonly<Partial<Record<Outcome, string>>> = {
  inFlight: 'the answer is still coming',
  error: 'the request failed',
  cancelled: 'the program gave up before the answer was finished',
  truncated: 'the stream ended before the answer was finished',
  cut: 'the process went away before the answer was finished',
};

/** Why there is no end of the answer to measure to; undefined when there is one. */
export function whyUnfinished(attempt: Attempt): string | undefined {
  return unfinished[attempt.outcome];
}

/** Why no response was seen. */
export function whyNoResponse(attempt: Attempt): string {
  return attempt.outcome === 'inFlight' ? 'no response has come yet' : 'no response came';
}

/** Why no headers of a response were seen. */
export function whyNoHeaders(attempt: Attempt): string {
  if (!attempt.response) return whyNoResponse(attempt);
  return attempt.transport === 'websocket'
    ? 'a response over a WebSocket has no headers of its own'
    : 'the headers of the response were not seen';
}

/** Why the arrival of output can't be told. */
export function whyNoOutput(attempt: Attempt): string {
  if (!attempt.response) return whyNoResponse(attempt);
  if (attempt.outcome === 'error') return 'the request failed before any output';
  if (attempt.outcome === 'undecoded') return 'the body could not be read';
  if (!isStream(attempt)) return 'the answer was not streamed';
  return attempt.outcome === 'inFlight' ? 'no output has come yet' : 'the answer has no output';
}
