import { APIError } from 'openai';
import type { SampleFailure } from '../../model/completion';
import type { PlannedTarget } from '../plan';
import { AnswerError, HttpError } from './apis/completionApi';
import { describeAnswerError } from './describeAnswerError';
import { describeConnectionError } from './describeConnectionError';
import { describeRefusal } from './describeRefusal';
import { hostOf } from './hostOf';
import type { Unspeakable } from './serverWords';

/** What is known about a request that went wrong. */
export interface FailedRequest {
  readonly target: PlannedTarget;
  /** How long it was given, ms; only where that was exceeded. */
  readonly timeout?: number;
  /** HTTP status, where an answer began. */
  readonly status?: number;
  readonly unspeakable: Unspeakable;
}

/** Says what was wrong with a request and what to do about it. */
export function describeFailure(error: unknown, request: FailedRequest): SampleFailure {
  if (request.timeout !== undefined) return describeTimeout(request, request.timeout);
  for (let at = error; at instanceof Error; at = at.cause) {
    const failure = describeOne(at, request);
    if (failure) return failure;
  }
  return {
    kind: 'internal',
    message: `Latency Lens could not make the request: ${error instanceof Error ? error.name : typeof error}.`,
    action: 'Please report it.',
  };
}

function describeOne(error: Error & { code?: unknown }, request: FailedRequest): SampleFailure | undefined {
  if (error instanceof HttpError) return describeRefusal(error.status, error.body, request);
  if (error instanceof AnswerError) return describeAnswerError(error.kind, error.message, request);
  if (error instanceof APIError && error.status) {
    return describeRefusal(error.status, JSON.stringify({ error: error.error ?? '' }), request);
  }
  if (error instanceof APIError && error.error) {
    const kind = error.code === 'rate_limit_exceeded' ? 'rateLimited' : 'serverError';
    return describeAnswerError(kind, error.message, request);
  }
  if (error instanceof SyntaxError)
    return describeAnswerError('malformed', 'A piece of the stream is no JSON.', request);
  return typeof error.code === 'string' ? describeConnectionError(error.code, request) : undefined;
}

function describeTimeout({ target, status }: FailedRequest, timeout: number): SampleFailure {
  const silent = status === undefined ? 'did not answer' : 'did not finish its answer';
  return {
    kind: 'timeout',
    status,
    message: `${hostOf(target)} ${silent} within ${timeout} ms.`,
    action: 'See whether the server is overloaded or still loads the model, or raise "timeout" in the suite.',
  };
}
