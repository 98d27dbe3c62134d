import type { CallGroup, SummarisedMetric } from '../../analysis/callGroup';
import { formatCount, formatDuration, formatMeasured } from '../../base/format';
import type { Milliseconds } from '../../base/units';
import { computeCallMetrics } from '../../metrics/callMetrics';
import { metricDefinitions } from '../../metrics/definitions';
import type { Distribution } from '../../metrics/percentile';
import type { Call } from '../../model/call';
import { buildTable, withTooltip } from './markdown';

interface ShownMetric {
  readonly name: SummarisedMetric;
  readonly distribution: Distribution;
}

/** Columns that only some tables have: `n` is told where it is not the number of calls anyway, or a p95 is of few. */
interface Columns {
  readonly p95: boolean;
  readonly n: boolean;
}

/** Metrics of a group in the order they are shown; those without values are left out. */
const shownMetrics: readonly SummarisedMetric[] = ['ttft', 'ttfvt', 'tpot', 'felt'];

function findShown({ distributions }: CallGroup): ShownMetric[] {
  return shownMetrics.flatMap((name) => {
    const distribution = distributions[name];
    return distribution && !repeats(name, distributions) ? [{ name, distribution }] : [];
  });
}

/** The figures of a single call, in one line: it needs no table. */
export function formatFigures(call: Call, group: CallGroup): string {
  const metrics = computeCallMetrics(call);
  const figures = findShown(group).flatMap(({ name }) => {
    const metric = metrics[name];
    return metric.value === undefined ? [] : [`${formatLabel(name)} **${formatMeasured(metric, 'ms')}**`];
  });
  return figures.join(' &emsp;');
}

/** How the figures of several calls spread, as a table. */
export function formatPercentiles(group: CallGroup): string {
  const shown = findShown(group);
  const columns: Columns = {
    p95: shown.some(({ distribution }) => highOf(distribution) !== undefined),
    n: shown.some(({ distribution: { n, earlyP95 } }) => n !== group.calls.length || earlyP95 !== undefined),
  };
  const head = ['', 'p50', ...(columns.p95 ? ['p95'] : []), 'min – max', ...(columns.n ? ['n'] : [])];
  return buildTable(
    head,
    shown.map((metric) => formatRow(metric, columns)),
  );
}

/** Without reasoning the first visible token is the first token. */
function repeats(name: SummarisedMetric, { ttft, ttfvt }: CallGroup['distributions']): boolean {
  return name === 'ttfvt' && ttft?.mean === ttfvt?.mean && ttft?.n === ttfvt?.n;
}

function highOf({ p95, earlyP95 }: Distribution): Milliseconds | undefined {
  return p95 ?? earlyP95;
}

function formatRow({ name, distribution }: ShownMetric, columns: Columns): string[] {
  const { n, min, max, p50 } = distribution;
  const high = highOf(distribution);
  return [
    formatLabel(name),
    formatDuration(p50),
    ...(columns.p95 ? [high === undefined ? '–' : formatDuration(high)] : []),
    n === 1 ? '–' : formatRange(min, max),
    ...(columns.n ? [formatCount(n)] : []),
  ];
}

function formatRange(min: Milliseconds, max: Milliseconds): string {
  const [low, high] = [formatDuration(min), formatDuration(max)];
  return low === high ? low : `${low} – ${high}`;
}

function formatLabel(name: SummarisedMetric): string {
  const { label, definition, formula } = metricDefinitions[name];
  return withTooltip(label, `${definition} (${formula})`);
}
