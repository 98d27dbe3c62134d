import type { CallGroup } from '../../analysis/callGroup';
import type { CallSiteSummary } from '../../analysis/callSiteSummary';
import {
  formatCount,
  formatDuration,
  formatNumberOf,
  formatPercent,
  formatRateNumber,
} from '../../base/format';
import { type NotCounted, notCountedText } from '../../metrics/counted';
import type { Distribution } from '../../metrics/percentile';
import { labelSite } from './callText';
import { plain, type Screen, truncate } from './screen';
import { type Column, layOutTable } from './textTable';

const WIDEST_MODEL = 24;

/** A line of the table: one group of comparable calls; the first of a call site speaks for the site as well. */
interface Row {
  readonly site?: CallSiteSummary;
  readonly group?: CallGroup;
}

/** One row per call site, or per group of comparable calls where a site has several. */
export function drawSiteTable(sites: readonly CallSiteSummary[], screen: Screen): string[] {
  const rows = sites.flatMap((site): Row[] => [
    { site, group: site.lead },
    ...site.groups.slice(1).map((group) => ({ group })),
  ]);
  return [
    ...layOutTable(columnsOf(rows, screen), screen),
    ...sites.flatMap((site) => describeDoubt(site, screen)),
    ...sites.flatMap((site) => describeNotCounted(site, screen)),
  ];
}

function columnsOf(rows: readonly Row[], screen: Screen): Column[] {
  const dim = (cell: string) => screen.paint('dim', cell);
  const bold = (cell: string) => screen.paint('bold', cell);
  const cells = (textOf: (row: Row) => string | undefined) => rows.map((row) => textOf(row) ?? '');
  const p50 = (name: 'ttft' | 'thinking' | 'tpot' | 'felt') =>
    cells(({ group }) => durationOf(group?.distributions[name]));
  const right = { align: 'right' } as const;
  return [
    { title: 'call site', align: 'left', rank: 0, cells: cells(({ site }) => (site ? labelSite(site) : '')) },
    { title: 'model', align: 'left', rank: 6, paint: dim, cells: cells(({ group }) => labelGroup(group)) },
    { title: 'calls', ...right, rank: 0, cells: cells((row) => formatCount(countOf(row))) },
    { title: 'TTFT p50', ...right, rank: 0, cells: p50('ttft') },
    { title: 'p95', ...right, rank: 3, cells: cells(({ group }) => formatTail(group?.distributions.ttft)) },
    { title: 'thinking', ...right, rank: 5, cells: p50('thinking') },
    { title: 'TPOT', ...right, rank: 4, cells: p50('tpot') },
    { title: 'tok/s', ...right, rank: 1, cells: cells(({ group }) => rateOf(group)) },
    { title: 'call p50', ...right, rank: 2, cells: p50('felt') },
    {
      title: 'total',
      ...right,
      rank: 0,
      paint: bold,
      cells: cells(({ site }) => site && formatDuration(site.total)),
    },
    { title: 'share', ...right, rank: 0, cells: cells(({ site }) => site && formatPercent(site.share)) },
  ];
}

/** A site's own row counts all its calls; the rows of further groups count theirs. */
function countOf({ site, group }: Row): number {
  return site ? site.calls.length : (group?.calls.length ?? 0);
}

function labelGroup(group: CallGroup | undefined): string {
  if (!group) return '';
  const model = truncate(plain(group.model ?? 'unknown'), WIDEST_MODEL);
  return group.streamed ? model : `${model}, not streamed`;
}

function durationOf(distribution: Distribution | undefined): string | undefined {
  return distribution && formatDuration(distribution.p50);
}

/** A p95 of few calls says of how many. */
function formatTail(distribution: Distribution | undefined): string | undefined {
  if (distribution?.p95 !== undefined) return formatDuration(distribution.p95);
  if (distribution?.earlyP95 === undefined) return undefined;
  return `${formatDuration(distribution.earlyP95)} (n = ${distribution.n})`;
}

function rateOf(group: CallGroup | undefined): string | undefined {
  const rate = group?.tokensPerSecond;
  return rate === undefined ? undefined : formatRateNumber(rate);
}

/** Calls that are less certain than the line they are added to. */
function describeDoubt(site: CallSiteSummary, screen: Screen): string[] {
  const { uncertainCalls, calls } = site;
  if (uncertainCalls === 0) return [];
  const doubt = `${formatCount(uncertainCalls)} of ${formatNumberOf(calls.length, 'call')} only possibly from here`;
  return [screen.paint('dim', truncate(`${labelSite(site)}: ${doubt}`, screen.width))];
}

function describeNotCounted(site: CallSiteSummary, screen: Screen): string[] {
  const reasons = Object.entries(site.notCounted) as [NotCounted, number][];
  if (reasons.length === 0) return [];
  const list = reasons.map(([reason, count]) => `${count} ${notCountedText[reason]}`).join(', ');
  return [screen.paint('dim', truncate(`${labelSite(site)}: not in the percentiles: ${list}`, screen.width))];
}
