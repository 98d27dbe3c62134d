import { formatDuration, formatPercent } from '../../base/format';
import type { Milliseconds } from '../../base/units';
import { buildPhases, type PhaseName } from '../../metrics/phases';
import type { Call } from '../../model/call';
import { phaseTexts } from '../phaseText';
import { buildTable, inColor, withTooltip } from './markdown';

/** Widest bar, in characters. */
const BAR_WIDTH = 24;

/**
 * Where the time of these calls goes: the mean of each phase, so that the rows add up to the mean call.
 * @param calls that have ended; not empty
 */
export function formatPhaseTable(calls: readonly Call[]): string {
  const sums = sumPhases(calls);
  const total = [...sums.values()].reduce((sum, length) => sum + length, 0);
  const names = (Object.keys(phaseTexts) as PhaseName[]).filter((name) => sums.has(name));
  const rows = names.map((name) =>
    formatRow(name, (sums.get(name) ?? 0) / calls.length, (sums.get(name) ?? 0) / total),
  );
  return buildTable([calls.length > 1 ? `mean of ${calls.length}` : '', '', '', ''], rows);
}

function sumPhases(calls: readonly Call[]): ReadonlyMap<PhaseName, Milliseconds> {
  const sums = new Map<PhaseName, Milliseconds>();
  for (const { name, start, end } of calls.flatMap((call) => buildPhases(call, 0))) {
    sums.set(name, (sums.get(name) ?? 0) + end - start);
  }
  return sums;
}

function formatRow(name: PhaseName, mean: Milliseconds, share: number): string[] {
  const { label, meaning, color } = phaseTexts[name];
  const bar = '█'.repeat(Math.max(1, Math.round(share * BAR_WIDTH)));
  return [withTooltip(label, meaning), formatDuration(mean), formatPercent(share), inColor(bar, color)];
}
