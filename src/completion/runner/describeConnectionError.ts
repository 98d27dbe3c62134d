import type { SampleFailure } from '../../model/completion';
import type { FailedRequest } from './describeFailure';
import { hostOf } from './hostOf';

/**
 * Says why there was no connection, or no longer one.
 * @param code of the runtime or of its HTTP client
 */
export function describeConnectionError(code: string, { target, status }: FailedRequest): SampleFailure {
  const host = hostOf(target);
  if (status !== undefined) {
    return {
      kind: 'cut',
      status,
      message: `The connection to ${host} broke in the middle of the answer (${code}).`,
      action: "See the server's own log, and whether a proxy in between cuts long answers.",
    };
  }
  const { what, action } = reasons.find(({ codes }) => codes.test(code)) ?? otherReason;
  return { kind: 'unreachable', message: `${host} ${what} (${code}).`, action };
}

const otherReason = {
  what: 'can not be reached',
  action:
    'See that "baseUrl" in the suite is right, that the server runs, and that no firewall or proxy is in between.',
};

const reasons: readonly { readonly codes: RegExp; readonly what: string; readonly action: string }[] = [
  {
    codes: /^ECONNREFUSED$/,
    what: 'accepts no connection: nothing listens there',
    action: 'Start the server, or correct "baseUrl" in the suite.',
  },
  {
    codes: /^(ENOTFOUND|EAI_)/,
    what: 'is no known host',
    action: 'Correct "baseUrl" in the suite, or see whether this machine is online.',
  },
  {
    codes: /^(CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_TLS|ERR_SSL|EPROTO)/,
    what: 'has no certificate that this machine trusts, or speaks no TLS',
    action: 'Name its authority in NODE_EXTRA_CA_CERTS, or correct the scheme of "baseUrl" in the suite.',
  },
];
