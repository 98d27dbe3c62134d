import { formatDuration, formatPercent } from '../../base/format';
import type { Milliseconds } from '../../base/units';
import { metricDefinitions } from '../../metrics/definitions';
import { buildPhases, type PhaseName } from '../../metrics/phases';
import { findServerParts, type ServerPartName } from '../../metrics/serverParts';
import { type Call, lastAttempt } from '../../model/call';
import { phaseTexts } from '../phaseText';
import { serverPartMetrics } from '../serverPartMetrics';
import { onColor, withTooltip } from './markdown';

/** Width of the bar, in spaces. */
const BAR_WIDTH = 100;
/** Phases below this share are not named. */
const SMALLEST_SHARE = 0.02;

interface PhaseShare {
  readonly name: PhaseName;
  /** Mean over the calls. */
  readonly mean: Milliseconds;
  /** Of the mean call, 0 to 1. */
  readonly share: number;
}

/**
 * Where the time of these calls goes: a bar of their phases, and the mean of each, so that they add up to the mean
 * call.
 * @param calls that have ended; not empty
 */
export function formatPhases(calls: readonly Call[]): string[] {
  const phases = measurePhases(calls);
  const named = phases.filter(({ share }) => share >= SMALLEST_SHARE);
  const mean = calls.length > 1 ? ` &ensp;mean of ${calls.length} calls` : '';
  return [formatBar(phases) + mean, named.map(formatPhase).join(' &ensp;'), ...formatParts(calls)];
}

/**
 * What the servers' own figures say that the wait was made of, in the mean of the calls of which they say something; one
 * line, since the waits are what a person asks about.
 */
function formatParts(calls: readonly Call[]): string[] {
  const told = calls
    .map((call) => findServerParts(lastAttempt(call)).filter(({ of }) => of === 'wait'))
    .filter(({ length }) => length > 0);
  if (told.length === 0) return [];
  const sums = new Map<ServerPartName, Milliseconds>();
  for (const { name, length } of told.flat()) sums.set(name, (sums.get(name) ?? 0) + length);
  const parts = [...sums].map(([name, sum]) => formatPart(name, sum / told.length));
  const some = told.length === calls.length ? '' : ` &ensp;in ${told.length} of ${calls.length} calls`;
  return [`$(server) of the wait, as the server tells: &ensp;${parts.join(' &ensp;')}${some}`];
}

function formatPart(name: ServerPartName, mean: Milliseconds): string {
  const { label, definition, formula } = metricDefinitions[serverPartMetrics[name]];
  return `${withTooltip(label, `${definition} (${formula})`)} **${formatDuration(mean)}**`;
}

function measurePhases(calls: readonly Call[]): PhaseShare[] {
  const sums = new Map<PhaseName, Milliseconds>();
  for (const { name, start, end } of calls.flatMap((call) => buildPhases(call, 0))) {
    sums.set(name, (sums.get(name) ?? 0) + end - start);
  }
  const total = [...sums.values()].reduce((sum, length) => sum + length, 0);
  const names = (Object.keys(phaseTexts) as PhaseName[]).filter((name) => sums.has(name));
  return names.map((name) => {
    const sum = sums.get(name) ?? 0;
    return { name, mean: sum / calls.length, share: sum / total };
  });
}

/** Segments end where their share of the whole ends, so that rounding never adds up. */
function formatBar(phases: readonly PhaseShare[]): string {
  let [share, drawn] = [0, 0];
  return phases
    .map((phase) => {
      share += phase.share;
      const width = Math.round(share * BAR_WIDTH) - drawn;
      drawn += width;
      return width > 0 ? onColor('&nbsp;'.repeat(width), phaseTexts[phase.name].color) : '';
    })
    .join('');
}

function formatPhase({ name, mean, share }: PhaseShare): string {
  const { label, meaning, color } = phaseTexts[name];
  const swatch = onColor('&nbsp;&nbsp;', color);
  return [swatch, withTooltip(label, meaning), `**${formatDuration(mean)}**`, formatPercent(share)].join(
    '&nbsp;',
  );
}
