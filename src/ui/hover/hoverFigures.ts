import type { CallGroup, SummarisedMetric } from '../../analysis/callGroup';
import { formatCount, formatDuration, formatMeasured } from '../../base/format';
import type { Milliseconds } from '../../base/units';
import { computeCallMetrics } from '../../metrics/callMetrics';
import { caveatOf, findDecodeSpan } from '../../metrics/decodeSpan';
import { metricDefinitions } from '../../metrics/definitions';
import { type Distribution, PERCENTILE_METHOD } from '../../metrics/percentile';
import { type Call, lastAttempt } from '../../model/call';
import { buildTable, withTooltip } from './markdown';

interface ShownMetric {
  readonly name: SummarisedMetric;
  readonly distribution: Distribution;
}

/** Metrics of a group in the order they are shown; those without values are left out. */
const shownMetrics: readonly SummarisedMetric[] = ['ttft', 'ttfvt', 'tpot', 'felt'];

function findShown({ distributions }: CallGroup): ShownMetric[] {
  return shownMetrics.flatMap((name) => {
    const distribution = distributions[name];
    return distribution && !repeats(name, distributions) ? [{ name, distribution }] : [];
  });
}

/** Figures as Markdown: few as a line, many as a table. */
export interface FigureText {
  readonly lines: readonly string[];
  readonly table: readonly string[];
}

/** The figures of calls that compare with each other: of several calls how they spread. */
export function formatFigures(group: CallGroup): FigureText {
  const shown = findShown(group);
  const [call, ...others] = group.calls;
  if (call && others.length === 0) return { lines: formatValues(call, shown), table: [] };
  const coarse = formatCoarse(group.calls);
  const [metric, ...more] = shown;
  const stats = chooseStats(shown, group.calls.length);
  if (metric && more.length === 0) return { lines: [formatSpread(metric, stats), ...coarse], table: [] };
  return { lines: coarse, table: shown.length > 0 ? [formatTable(shown, stats)] : [] };
}

/** A single call in one line, with how sure its figures are. */
function formatValues(call: Call, shown: readonly ShownMetric[]): string[] {
  const metrics = computeCallMetrics(call);
  const figures = shown.flatMap(({ name }) => {
    const metric = metrics[name];
    if (metric.value === undefined) return [];
    return [`${formatLabel(name, metric.basis)} **${formatMeasured(metric, 'ms')}**`];
  });
  return [...(figures.length > 0 ? [figures.join(' &emsp;')] : []), ...formatCoarse([call])];
}

/** Of how many calls the TPOT must be read with care, and why. */
function formatCoarse(calls: readonly Call[]): string[] {
  const caveats = calls.flatMap((call) => {
    const span = findDecodeSpan(lastAttempt(call));
    return 'because' in span ? [] : (caveatOf(span) ?? []);
  });
  const [first] = caveats;
  if (!first) return [];
  return [
    calls.length === 1
      ? `$(info) TPOT is ${first}.`
      : `$(info) TPOT is coarse in ${caveats.length} of ${calls.length} calls: few output events for many tokens.`,
  ];
}

/** Something that is told of a distribution. */
interface Stat {
  readonly label: string;
  readonly textOf: (distribution: Distribution) => string;
}

/** `n` is told where it is not the number of calls anyway, or a p95 is of few. */
function chooseStats(shown: readonly ShownMetric[], calls: number): readonly Stat[] {
  const some = (has: (distribution: Distribution) => boolean) =>
    shown.some(({ distribution }) => has(distribution));
  const hasP95 = some((distribution) => highOf(distribution) !== undefined);
  const hasN = some(({ n, earlyP95 }) => n !== calls || earlyP95 !== undefined);
  return [
    { label: percentileLabel('p50'), textOf: ({ p50 }) => formatDuration(p50) },
    ...(hasP95 ? [{ label: percentileLabel('p95'), textOf: formatHigh }] : []),
    { label: 'min – max', textOf: formatRange },
    ...(hasN ? [{ label: 'n', textOf: ({ n }: Distribution) => formatCount(n) }] : []),
  ];
}

function formatSpread({ name, distribution }: ShownMetric, stats: readonly Stat[]): string {
  const [first = '', ...others] = stats.map(({ label, textOf }) => `${label} ${textOf(distribution)}`);
  return [formatLabel(name), `**${first}**`, ...others].join(' &ensp;');
}

/** A column a metric, since the editor shows few lines of a hover. */
function formatTable(shown: readonly ShownMetric[], stats: readonly Stat[]): string {
  return buildTable(
    ['', ...shown.map(({ name }) => formatLabel(name))],
    stats.map(({ label, textOf }) => [label, ...shown.map(({ distribution }) => textOf(distribution))]),
  );
}

/** Without reasoning the first visible token is the first token. */
function repeats(name: SummarisedMetric, { ttft, ttfvt }: CallGroup['distributions']): boolean {
  return name === 'ttfvt' && ttft?.mean === ttfvt?.mean && ttft?.n === ttfvt?.n;
}

function highOf({ p95, earlyP95 }: Distribution): Milliseconds | undefined {
  return p95 ?? earlyP95;
}

function formatHigh(distribution: Distribution): string {
  const high = highOf(distribution);
  return high === undefined ? '–' : formatDuration(high);
}

function formatRange({ n, min, max }: Distribution): string {
  if (n === 1) return '–';
  const [low, high] = [formatDuration(min), formatDuration(max)];
  return low === high ? low : `${low} – ${high}`;
}

/** @param basis what a single value was computed from */
function formatLabel(name: SummarisedMetric, basis?: string): string {
  const { label, definition, formula } = metricDefinitions[name];
  return withTooltip(label, `${definition} (${formula})${basis ? ` From ${basis}.` : ''}`);
}

function percentileLabel(label: string): string {
  return withTooltip(label, `Over the calls, by ${PERCENTILE_METHOD}.`);
}
