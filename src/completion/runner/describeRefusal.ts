import type { SampleFailure, SampleFailureKind } from '../../model/completion';
import type { FailedRequest } from './describeFailure';
import { hostOf } from './hostOf';
import { quoteServer } from './serverWords';

/** Says why a server refused a request. */
export function describeRefusal(status: number, body: string, request: FailedRequest): SampleFailure {
  const kind = kindOf(status);
  const { target, unspeakable } = request;
  // What is said about a key often holds some of it.
  const quote = kind === 'unauthorised' ? undefined : quoteServer(body, unspeakable);
  const said = quote === undefined ? '' : ` It says: ${quote}`;
  return {
    kind,
    status,
    message: `${hostOf(target)} ${refusals[kind]} (${status}).${said}`,
    action: adviseOn(kind, request),
  };
}

type Refusal = Extract<
  SampleFailureKind,
  'unauthorised' | 'forbidden' | 'notFound' | 'badRequest' | 'rateLimited' | 'serverError'
>;

function kindOf(status: number): Refusal {
  if (status === 401) return 'unauthorised';
  if (status === 403) return 'forbidden';
  if (status === 404) return 'notFound';
  if (status === 429) return 'rateLimited';
  return status >= 500 ? 'serverError' : 'badRequest';
}

const refusals: Readonly<Record<Refusal, string>> = {
  unauthorised: 'does not accept the key',
  forbidden: 'does not allow this',
  notFound: 'knows no such model or path',
  badRequest: 'does not accept the request',
  rateLimited: 'limits the rate of requests',
  serverError: 'failed',
};

function adviseOn(kind: Refusal, { target }: FailedRequest): string {
  switch (kind) {
    case 'unauthorised':
      return target.apiKey === undefined
        ? 'No key was sent: name one under "key" in the suite, and see that it is set.'
        : 'See that the key which the suite names is valid and belongs to this server.';
    case 'forbidden':
      return `See that the key may use the model ${target.model}, and that the server allows requests from here.`;
    case 'notFound':
      return `See that the server has the model ${target.model}, and that "baseUrl" and "api" of the suite fit it: requests went to ${pathOf(target.baseUrl)} with the API "${target.api}".`;
    case 'badRequest':
      return `See that the model ${target.model} takes the API "${target.api}" and the suite's "parameters".`;
    case 'rateLimited':
      return 'Lower "concurrency" or "repeats" in the suite, or wait until the limit is reset.';
    case 'serverError':
      return "See the server's own log, and try again later.";
  }
}

function pathOf(baseUrl: string): string {
  return URL.canParse(baseUrl) ? new URL(baseUrl).pathname : baseUrl;
}
