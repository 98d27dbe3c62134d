import { isHeldUp } from '../../analysis/consumption';
import { formatMeasured } from '../../base/format';
import { type CallMetrics, computeCallMetrics } from '../../metrics/callMetrics';
import { metricDefinitions } from '../../metrics/definitions';
import type { MetricName } from '../../metrics/metric';
import { findServerParts } from '../../metrics/serverParts';
import type { Attempt } from '../../model/attempt';
import { type Call, lastAttempt } from '../../model/call';
import type { TimelineFigure, TimelineFigureKind } from '../../protocol/timelineMessages';
import { serverPartMetrics } from '../serverPartMetrics';
import { exchangeFacts } from './timelineFacts';

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
    'rateLimited',
    'backoff',
    'retryAfter',
  ],
  Rhythm: [
    'tokensPerSecond',
    'tpot',
    'iclMedian',
    'iclP95',
    'iclMax',
    'charsPerSecond',
    'tokensPerSecondEndToEnd',
    'prefillRate',
  ],
  Server: [
    'serverLoad',
    'serverQueue',
    'serverPrefill',
    'serverInference',
    'serverDecode',
    'serverTtft',
    'networkRest',
    'serverTotal',
    'serverHeaders',
    'serverRate',
  ],
  Consumption: ['lagMedian', 'lagMax', 'unread', 'e2eTaken', 'loopBusy', 'backPressure'],
};
/** Figures that say something only of calls that the program held up. */
const ofHeldUp: ReadonlySet<MetricName> = new Set(metricGroups.Consumption);
/** Figures that only some servers give; that others don't is no news. */
const ofServer: ReadonlySet<MetricName> = new Set(metricGroups.Server);
/** Figures that say something only where there was any of what they measure. */
const ofTrouble: ReadonlySet<MetricName> = new Set(['backoff', 'retryAfter', 'rateLimited']);

/** Figures that are the same as another one for most calls, and say something only where they differ. */
const twins: Readonly<Partial<Record<MetricName, MetricName>>> = {
  ttftFelt: 'ttft',
  ttfvt: 'ttft',
  e2e: 'felt',
};

const headlines: ReadonlySet<string> = new Set(['felt', 'ttft', 'tokensPerSecond', 'iclMax', 'outputTokens']);

/** Every figure that the details of a call show, in order. */
export const timelineFigureKinds: readonly TimelineFigureKind[] = [
  ...Object.entries(metricGroups).flatMap(([group, names]) =>
    names.map((name) => ({ name, group, headline: headlines.has(name), ...textOf(name) })),
  ),
  ...exchangeFacts.map(({ name, label, group, definition }) => ({
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
  const attempt = lastAttempt(call);
  const hidden = findSilent(call, attempt);
  const names = Object.values(metricGroups)
    .flat()
    .filter((name) => !hidden.has(name) && !isSilent(name, metrics));
  return [...names.map((name) => figureOf(name, metrics)), ...factsOf(attempt)];
}

/** What says nothing of this call, or is said already by the parts of its phases. */
function findSilent(call: Call, attempt: Attempt): ReadonlySet<MetricName> {
  const parts = findServerParts(attempt).map(({ name }) => serverPartMetrics[name]);
  return new Set([...parts, ...(isHeldUp(call) ? [] : ofHeldUp)]);
}

/** Whether a figure says nothing that another doesn't say too, or that there was none of what it measures. */
function isSilent(name: MetricName, metrics: CallMetrics): boolean {
  const twin = twins[name];
  const [own, other] = [metrics[name], twin && metrics[twin]];
  if (ofTrouble.has(name)) return own.value === 0;
  if (ofServer.has(name)) return own.value === undefined;
  if (!other) return false;
  return own.value === undefined
    ? other.value === undefined && own.because === other.because
    : own.value === other.value;
}

/** A TPOT is worth as much as the events behind it, so their number stands beside it. */
function figureOf(name: MetricName, metrics: CallMetrics): TimelineFigure {
  const metric = metrics[name];
  if (metric.value === undefined) return { name, because: metric.because };
  const { basis, caveat = name === 'tpot' ? basis : undefined } = metric;
  return { name, value: formatMeasured(metric, metricDefinitions[name].unit), basis, caveat };
}

function factsOf(attempt: Attempt): TimelineFigure[] {
  return exchangeFacts.flatMap(({ name, read, because }) => {
    const value = read(attempt);
    if (value === undefined && because === undefined) return [];
    return [value === undefined ? { name, because } : { name, value }];
  });
}
