import type { Failure, Outcome } from '../model/outcome';
import { EventFlag, OUTPUT_FLAGS } from '../model/streamEvent';
import type { DecodedResponse } from './wireDecoder';

/** How a response's body ended, as far as was seen. */
export type BodyEnding =
  | 'eof'
  /** The program gave up. */
  | 'abort'
  /** The connection or the server broke it. */
  | 'error'
  /** The program's process went away. */
  | 'processGone'
  /** It has not ended. */
  | 'open';

export interface Verdict {
  readonly outcome: Outcome;
  readonly failure?: Failure;
}

/**
 * How an attempt ended; the one place where that is decided. What the server said comes first, then what arrived of
 * the answer, and only then how the connection ended: clients close it as soon as they have what they want.
 * @param response undefined when there was none
 * @param status HTTP status; undefined when the response's head was not seen
 * @param code name of the connection's or the abort's error, when there was one
 */
export function decideOutcome(
  response: DecodedResponse | undefined,
  status: number | undefined,
  ending: BodyEnding,
  code?: string,
): Verdict {
  if (ending === 'open') return { outcome: 'inFlight' };
  const reported = reportedFailure(response, status);
  if (reported) return { outcome: 'error', failure: reported };
  if (response?.finishReason?.startsWith(cancelledReason)) return calledOff(response.finishReason);
  if (response && isAnswered(response)) return { outcome: saysAnything(response) ? 'complete' : 'empty' };
  switch (ending) {
    case 'processGone':
      return failed('cut', 'process_gone', 'The program ended while the answer was still coming.');
    case 'error':
      return brokenConnection(response, code);
    case 'abort':
      return response?.undecoded ? unread(response.undecoded) : cancelled(code);
    case 'eof':
      return endedEarly(response);
  }
}

/** What servers say of a response that was cancelled; some add why, behind a colon. */
const cancelledReason = 'cancelled';

function calledOff(finishReason: string): Verdict {
  const why = finishReason.slice(cancelledReason.length + 1);
  if (why === '') return { outcome: 'cancelled' };
  return failed('cancelled', why, `The response was cancelled before it was finished (${why}).`);
}

/** What the server reported, in the stream or by an HTTP status that stands for failure. */
function reportedFailure(response: DecodedResponse | undefined, status = 0): Failure | undefined {
  if (response?.error) return { type: response.error.type ?? 'error', message: response.error.message };
  return status >= 400
    ? { type: `http_${status}`, message: `The server answered HTTP ${status}.` }
    : undefined;
}

/** Bytes that can't be read are no answer, unless the answer had finished before them. */
function isAnswered(response: DecodedResponse): boolean {
  if (response.finishReason !== null) return true;
  if (response.undecoded !== null) return false;
  return response.endMarker !== null || (!response.streamed && response.events.length > 0);
}

/** Vectors are no output, and need not be counted; an answer that holds them says so without a reason for its end. */
function saysAnything({ usage, events, finishReason }: DecodedResponse): boolean {
  const telling = finishReason === null ? OUTPUT_FLAGS | EventFlag.finish : OUTPUT_FLAGS;
  return usage !== null || events.some((event) => (event.flags & telling) !== 0);
}

function brokenConnection(response: DecodedResponse | undefined, code: string | undefined): Verdict {
  const type = code || 'connection_error';
  return response
    ? failed('truncated', type, `The connection broke before the answer was finished (${type}).`)
    : failed('error', type, `No response came: the connection failed (${type}).`);
}

function endedEarly(response: DecodedResponse | undefined): Verdict {
  if (!response) return failed('error', 'no_response', 'The exchange ended without a response.');
  if (response.undecoded) return unread(response.undecoded);
  if (response.bytes === 0) return { outcome: 'empty' };
  return failed(
    'truncated',
    'truncated',
    'The answer broke off: neither a finish reason nor an end marker came.',
  );
}

function cancelled(code: string | undefined): Verdict {
  return code
    ? failed('cancelled', code, `The program gave up the request (${code}).`)
    : { outcome: 'cancelled' };
}

function unread(reason: string): Verdict {
  return failed('undecoded', 'not_an_api_answer', reason);
}

function failed(outcome: Outcome, type: string, message: string): Verdict {
  return { outcome, failure: { type, message } };
}
