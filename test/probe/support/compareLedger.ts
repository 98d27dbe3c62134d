import type { RunAnalysis } from '../../../src/analysis/analyseRun';
import { cutCall } from '../../../src/analysis/ledger/cutCall';
import type { AccountName, LedgerPiece } from '../../../src/analysis/ledger/ledger';
import type { Call } from '../../../src/model/call';
import type { LoggedRequest, LoggedWrite } from '../../support/simulator/simulatorLog';

/** What an account has of a run, and what the server knows of the same. */
export interface Compared {
  readonly what: string;
  readonly ledger: number;
  /** What of it may be in another account: nobody knows when in a block the end of an answer came. */
  readonly blocked: number;
  readonly server: number;
}

const outputKinds: ReadonlySet<LoggedWrite['kind']> = new Set([
  'reasoning',
  'text',
  'refusal',
  'toolCall',
  'body',
]);
const modelAccounts: readonly AccountName[] = ['wait', 'thinking', 'streaming', 'receive'];

/**
 * Compares accounts with the log of the server that answered, call by call: from the end of the request's body to the
 * last output, of that the time in which output came, and what its refusals cost.
 * @param requests to model APIs, in the order they came; calls follow each other
 */
export function compareWithServer({ run }: RunAnalysis, requests: readonly LoggedRequest[]): Compared[] {
  let next = 0;
  return run.calls.flatMap((call, index) => {
    const tries = requests.slice(next, next + call.attempts.length);
    next += call.attempts.length;
    return compareCall(call, tries, `call ${index + 1}`);
  });
}

function compareCall(call: Call, tries: readonly LoggedRequest[], name: string): Compared[] {
  const pieces = cutCall(call, 0);
  const answer = tries.at(-1);
  const [first] = tries;
  if (!answer || !first) return [];
  const outputs = answer.writes.filter(({ kind }) => outputKinds.has(kind));
  const last = outputs.at(-1)?.at ?? 0;
  const blocked = timeOf(pieces, ['cpu', 'slowConsumer']);
  return [
    {
      what: `${name}, up to its last output`,
      ledger: timeOf(pieces, modelAccounts),
      blocked,
      server: last - (answer.bodyCompleteAt ?? 0),
    },
    ...(isTold(call, answer)
      ? [
          {
            what: `${name}, output`,
            ledger: timeOf(pieces, ['thinking', 'streaming', 'receive']),
            blocked,
            server: last - (outputs[0]?.at ?? 0),
          },
        ]
      : []),
    ...(first !== answer
      ? [
          {
            what: `${name}, rate limit`,
            ledger: timeOf(pieces, ['rateLimit']),
            blocked: 0,
            server: answer.receivedAt - first.receivedAt,
          },
        ]
      : []),
  ];
}

/** Where reasoning is hidden, thinking is an estimate. */
function isTold({ attempts }: Call, { stream }: LoggedRequest): boolean {
  return stream && (attempts.at(-1)?.response?.usage?.reasoningTokens ?? 0) === 0;
}

/** Time that was asked of the tools' own service. */
export function compareTools({ pieces }: RunAnalysis, requests: readonly LoggedRequest[]): Compared {
  const http = pieces.filter((piece) => (piece.spentOn ?? piece).account === 'http');
  return {
    what: 'requests of tools',
    ledger: timeOf(
      http,
      http.map(({ account }) => account),
    ),
    blocked: 0,
    server: requests.reduce((sum, { receivedAt, endedAt = receivedAt }) => sum + endedAt - receivedAt, 0),
  };
}

export function timeOf(pieces: readonly LedgerPiece[], accounts: readonly AccountName[]): number {
  return pieces
    .filter(({ account }) => accounts.includes(account))
    .reduce((sum, { start, end }) => sum + end - start, 0);
}
