import { formatBytes, formatCount, formatDuration, formatPercent } from '../../base/format';
import type { Attempt } from '../../model/attempt';
import type { ServerTimings } from '../../model/serverTimings';
import type { Usage } from '../../model/usage';
import { formatProvider } from '../hover/serverText';
import { rateLimitFacts } from './rateLimitFacts';

/** A fact of the exchange that is told as it is. */
export interface Fact {
  readonly name: string;
  readonly label: string;
  readonly group: 'Server' | 'Tokens' | 'Exchange' | 'Rate limits';
  readonly definition: string;
  /** Said when the fact is missing; such a fact is left out when there is nothing to say. */
  readonly because?: string;
  readonly read: (attempt: Attempt) => string | undefined;
}

const NO_COUNTS = 'the server reported no token counts';

export const exchangeFacts: readonly Fact[] = [
  {
    name: 'gateway',
    label: 'Gateway',
    group: 'Server',
    definition: 'What a gateway before the model added to its time, as the gateway tells it.',
    read: ({ response }) => duration(response?.serverTimings?.gateway),
  },
  {
    name: 'serverTiming',
    label: 'Server-Timing',
    group: 'Server',
    definition: 'What the server says in its server-timing header, in its own words.',
    read: ({ response }) => describeNamed(response?.serverTimings?.named ?? []),
  },
  {
    name: 'inputTokens',
    label: 'Input',
    group: 'Tokens',
    definition: 'Prompt tokens as the server reported them, cached ones included.',
    because: NO_COUNTS,
    read: ({ response }) => count(response?.usage?.inputTokens),
  },
  {
    name: 'cachedTokens',
    label: 'Cached',
    group: 'Tokens',
    definition:
      'Prompt tokens that were read from a cache, and their share of the prompt: they need no prefill.',
    read: ({ response }) => response?.usage && describeCached(response.usage),
  },
  {
    name: 'outputTokens',
    label: 'Output',
    group: 'Tokens',
    definition: 'Generated tokens as the server reported them, reasoning included.',
    because: NO_COUNTS,
    read: ({ response }) => count(response?.usage?.outputTokens),
  },
  {
    name: 'reasoningTokens',
    label: 'Reasoning',
    group: 'Tokens',
    definition: 'Generated tokens that were reasoning, streamed or hidden.',
    read: ({ response }) => count(response?.usage?.reasoningTokens ?? undefined),
  },
  {
    name: 'status',
    label: 'Status',
    group: 'Exchange',
    definition: 'HTTP status of the answering request.',
    because: 'no response came',
    read: ({ response }) => response && String(response.status),
  },
  {
    name: 'finishReason',
    label: 'Finish',
    group: 'Exchange',
    definition: 'Why the model stopped.',
    read: ({ response }) => response?.finishReason,
  },
  {
    name: 'tools',
    label: 'Tool calls',
    group: 'Exchange',
    definition: 'Tools that the answer asks for.',
    read: ({ response }) => response?.toolCalls.map(({ name }) => name).join(', ') || undefined,
  },
  {
    name: 'connection',
    label: 'Connection',
    group: 'Exchange',
    definition:
      'Whether the request went over a connection that had served another one before. A WebSocket is opened before ' +
      'its first request, so that this takes none of its time.',
    read: describeConnection,
  },
  {
    name: 'requestBytes',
    label: 'Request',
    group: 'Exchange',
    definition: "Size of the request's body.",
    read: ({ request }) => formatBytes(request.bytes),
  },
  {
    name: 'responseBytes',
    label: 'Response',
    group: 'Exchange',
    definition: "Size of the response's body as far as it came, before decompression.",
    read: ({ response }) => response && formatBytes(response.bytes),
  },
  {
    name: 'api',
    label: 'API',
    group: 'Exchange',
    definition:
      'Provider, with whom it had answer where a gateway says so, and the wire style in which it was spoken to.',
    read: (attempt) => `${formatProvider(attempt)} · ${attempt.style}`,
  },
  ...rateLimitFacts,
];

function count(tokens: number | null | undefined): string | undefined {
  return tokens === undefined || tokens === null ? undefined : formatCount(tokens);
}

function describeConnection({ connectionReused, timing }: Attempt): string | undefined {
  if (connectionReused === undefined) return undefined;
  if (connectionReused) return 'reused';
  const { start, connectStart = start, tcpDone = connectStart, tlsDone = tcpDone } = timing;
  return tlsDone <= start && connectStart < start
    ? `new, opened in ${formatDuration(tlsDone - connectStart)} before`
    : 'new';
}

function duration(length: number | undefined): string | undefined {
  return length === undefined ? undefined : formatDuration(length);
}

function describeCached({ cachedTokens, inputTokens }: Usage): string {
  const share = inputTokens && cachedTokens > 0 ? ` (${formatPercent(cachedTokens / inputTokens)})` : '';
  return `${formatCount(cachedTokens)}${share}`;
}

function describeNamed(named: NonNullable<ServerTimings['named']>): string | undefined {
  return named.map(({ name, length }) => `${name} ${formatDuration(length)}`).join(', ') || undefined;
}
