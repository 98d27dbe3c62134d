import { createHash } from 'node:crypto';
import { wireStyles } from '../../../src/decode/findWireStyle';
import type { Attempt } from '../../../src/model/attempt';
import type { Call } from '../../../src/model/call';
import { bodyText, type SpooledExchange } from '../../probe/support/spool';
import { decodedContent } from '../../unit/decode/sampleExpectation';
import { decodeExchange } from './decodeExchange';
import { type Mark, placementFaults } from './placement';
import type { CaseRun } from './runCase';
import type { Served } from './served';
import { differences } from './told';

/** A request that was served, with all that is known of it on our side. */
export interface Followed {
  readonly served: Served;
  readonly exchanges: readonly SpooledExchange[];
  readonly attempt: Attempt | undefined;
  readonly call: Call | undefined;
}

/** Finds what was made of a request. */
export function follow(served: Served, { spool, run }: CaseRun): Followed {
  const exchanges = spool.exchanges.filter((exchange) => idOf(exchange) === served.id);
  const [first] = exchanges;
  const isOwn = ({ id }: Attempt) => first !== undefined && (id as string).endsWith(first.request.id);
  const call = run.calls.find(({ attempts }) => attempts.some(isOwn));
  return { served, exchanges, attempt: call?.attempts.find(isOwn), call };
}

/** The id that the server gave the request: of a response over a WebSocket, its first message tells it. */
export function idOf({ request, head, data }: SpooledExchange): string | undefined {
  if (request.transport !== 'websocket') return head?.headers['x-request-id'];
  return /"id":"(resp_\w+)"/.exec(bodyText(data.slice(0, 1)))?.[1];
}

/** What is not as it must be of one request. */
export function requestFaults({ served, exchanges, attempt, call }: Followed, mark: Mark): string[] {
  const [exchange] = exchanges;
  if (!exchange || !attempt || !call) return [`not seen: ${served.path}`];
  return [
    ...(exchanges.length > 1 ? [`seen ${exchanges.length} times`] : []),
    ...placementFaults(call.attribution, mark),
    ...(attempt.style === served.style ? [] : [`taken for ${attempt.style}, is ${served.style}`]),
    ...missingPhases(attempt),
    ...bodyFaults(served, exchange),
    ...(isDecoded(served.style)
      ? [...decodeFaults(served, attempt), ...contentFaults(served, exchange, attempt)]
      : []),
  ];
}

/** Whether there is a decoder for a style. */
export function isDecoded(style: string): boolean {
  return wireStyles.some(({ id }) => id === style);
}

function missingPhases({ timing, transport }: Attempt): string[] {
  const phases = ['assigned', 'sent', 'headers', 'close'] as const;
  // A response on a connection that many share has no head of its own.
  const due = phases.filter((phase) => phase !== 'headers' || transport !== 'websocket');
  return due.filter((phase) => timing[phase] === undefined).map((phase) => `no phase ${phase}`);
}

/** A client that was told of an error need not read what comes after it. */
function isLeftAtError(outcome: unknown, { end }: SpooledExchange): boolean {
  return outcome === 'error' && end?.how === 'abort';
}

/** What is not as it must be of the bytes of an answer. */
export function bodyFaults(served: Served, exchange: SpooledExchange): string[] {
  const { bodySha256, sha256After = [], streamed, writes, expect } = served;
  const { data, end } = exchange;
  if (isLeftAtError(expect?.outcome, exchange)) return [];
  // A client may drop what it has not handed on when the connection goes: its events are held to what they are.
  if (bodySha256 === undefined) return [];
  const digest = createHash('sha256');
  for (const { b64 } of data) digest.update(Buffer.from(b64, 'base64'));
  // A client that has the last event may leave before what only ends a packed body; its events are held to what they are.
  const due = end?.how === 'abort' ? [bodySha256, ...sha256After] : [bodySha256];
  if (!due.includes(digest.digest('hex'))) return ['body differs'];
  // Two writes may share a read, all of them don't: they are apart in time.
  return streamed && writes > 3 && data.length < 2 ? [`${writes} writes seen as one`] : [];
}

/** Holds all that can be said of an answer, in words of the decoder, against the sample that was played. */
function contentFaults(
  { content, sample = 'the answer' }: Served,
  exchange: SpooledExchange,
  attempt: Attempt,
): string[] {
  if (!content) return [];
  const found = decodedContent(decodeExchange(exchange, attempt.style), attempt.outcome);
  const { outcome, text, error } = content;
  const due = isLeftAtError(content.outcome, exchange) ? { outcome, text, error } : content;
  return differences(found, due).map((fault) => `${sample} is decoded with ${fault}`);
}

function decodeFaults({ expect, streamed }: Served, { outcome, response }: Attempt): string[] {
  if (!expect) return [];
  const found = {
    outcome,
    textChars: response?.textChars,
    toolCalls: response?.toolCalls.map(({ name }) => name),
  };
  const faults =
    JSON.stringify(found) === JSON.stringify({ ...expect }) ? [] : [`decoded as ${JSON.stringify(found)}`];
  return response?.streamed === streamed || outcome !== 'complete'
    ? faults
    : [...faults, 'stream taken for none'];
}
