import { isHeldUp } from '../../analysis/consumption';
import { formatBytes, formatCount, formatDuration, formatMeasured } from '../../base/format';
import { type CallMetrics, computeCallMetrics } from '../../metrics/callMetrics';
import { metricDefinitions } from '../../metrics/definitions';
import type { MetricName } from '../../metrics/metric';
import type { Attempt } from '../../model/attempt';
import { type Call, lastAttempt } from '../../model/call';
import type { TimelineFigure, TimelineFigureKind } from '../../protocol/timelineMessages';

const metricGroups: Readonly<Record<string, readonly MetricName[]>> = {
  Latency: [
    'felt',
    'ttft',
    'ttftFelt',
    'ttfvt',
    'ttfr',
    'ttfbHeaders',
    'ttfbBody',
    'thinking',
    'generation',
    'tail',
    'closing',
    'e2e',
    'backoff',
  ],
  Rhythm: [
    'tokensPerSecond',
    'tpot',
    'iclMedian',
    'iclP95',
    'iclMax',
    'charsPerSecond',
    'tokensPerSecondEndToEnd',
  ],
  Consumption: ['lagMedian', 'lagMax', 'unread', 'e2eTaken', 'loopBusy', 'backPressure'],
};
/** Figures that say something only of calls that the program held up. */
const ofHeldUp: ReadonlySet<MetricName> = new Set(metricGroups.Consumption);

/** Figures that are the same as another one for most calls, and say something only where they differ. */
const twins: Readonly<Partial<Record<MetricName, MetricName>>> = {
  ttftFelt: 'ttft',
  ttfvt: 'ttft',
  e2e: 'felt',
};

const headlines: ReadonlySet<string> = new Set(['felt', 'ttft', 'tokensPerSecond', 'iclMax', 'outputTokens']);

/** A fact of the exchange that is told as it is. */
interface Fact {
  readonly name: string;
  readonly label: string;
  readonly group: 'Tokens' | 'Exchange';
  readonly definition: string;
  /** Said when the fact is missing; such a fact is left out when there is nothing to say. */
  readonly because?: string;
  readonly read: (attempt: Attempt) => string | undefined;
}

const NO_COUNTS = 'the server reported no token counts';

const facts: readonly Fact[] = [
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
    definition: 'Prompt tokens that were read from a cache: they need no prefill.',
    read: ({ response }) => count(response?.usage?.cachedTokens),
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
    definition: 'Provider, and the wire style in which it was spoken to.',
    read: ({ provider, style }) => `${provider} · ${style}`,
  },
];

/** Every figure that the details of a call show, in order. */
export const timelineFigureKinds: readonly TimelineFigureKind[] = [
  ...Object.entries(metricGroups).flatMap(([group, names]) =>
    names.map((name) => ({ name, group, headline: headlines.has(name), ...textOf(name) })),
  ),
  ...facts.map(({ name, label, group, definition }) => ({
    name,
    label,
    group,
    definition,
    headline: headlines.has(name),
  })),
];

function textOf(name: MetricName): Pick<TimelineFigureKind, 'label' | 'definition'> {
  const { label, definition, formula } = metricDefinitions[name];
  return { label, definition: `${definition}\n${formula}` };
}

/** The figures of a call, formatted. */
export function buildTimelineFigures(call: Call): TimelineFigure[] {
  const metrics = computeCallMetrics(call);
  const heldUp = isHeldUp(call);
  const names = Object.values(metricGroups)
    .flat()
    .filter((name) => (heldUp || !ofHeldUp.has(name)) && !isRepetition(name, metrics));
  return [...names.map((name) => figureOf(name, metrics)), ...factsOf(lastAttempt(call))];
}

/** Whether a figure says nothing that another doesn't say too, or that there was none of what it measures. */
function isRepetition(name: MetricName, metrics: CallMetrics): boolean {
  const twin = twins[name];
  const [own, other] = [metrics[name], twin && metrics[twin]];
  if (name === 'backoff') return own.value === 0;
  if (!other) return false;
  return own.value === undefined
    ? other.value === undefined && own.because === other.because
    : own.value === other.value;
}

function figureOf(name: MetricName, metrics: CallMetrics): TimelineFigure {
  const metric = metrics[name];
  if (metric.value === undefined) return { name, because: metric.because };
  const { basis, caveat } = metric;
  return { name, value: formatMeasured(metric, metricDefinitions[name].unit), basis, caveat };
}

function factsOf(attempt: Attempt): TimelineFigure[] {
  return facts.flatMap(({ name, read, because }) => {
    const value = read(attempt);
    if (value === undefined && because === undefined) return [];
    return [value === undefined ? { name, because } : { name, value }];
  });
}

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
