import type { SampleFailure } from '../../model/completion';
import type { AnswerError } from './apis/completionApi';
import type { FailedRequest } from './describeFailure';
import { hostOf } from './hostOf';
import { quoteServer } from './serverWords';

/** Says what was wrong with an answer that began well. */
export function describeAnswerError(
  kind: AnswerError['kind'],
  detail: string,
  { target, status, unspeakable }: FailedRequest,
): SampleFailure {
  const quote = quoteServer(detail, unspeakable);
  const { what, action } = told[kind];
  const told_ = quote === undefined ? '' : ` ${quote}`;
  return { kind, status, message: `${hostOf(target)} ${what}.${told_}`, action };
}

const told: Readonly<Record<AnswerError['kind'], { readonly what: string; readonly action: string }>> = {
  malformed: {
    what: 'sent what is no stream of this API',
    action:
      'See that "baseUrl" and "api" of the suite name the right path, and that no proxy answers in its place.',
  },
  cut: {
    what: 'ended its answer too early',
    action: "See the server's own log, and whether a proxy in between cuts long answers.",
  },
  serverError: {
    what: 'failed in the middle of its answer',
    action: "See the server's own log, and try again later.",
  },
  rateLimited: {
    what: 'limits the rate of requests',
    action: 'Lower "concurrency" or "repeats" in the suite, or wait until the limit is reset.',
  },
};
