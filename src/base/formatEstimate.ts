import { formatDuration } from './format';

/** `p95`, `p99.9`, of a share from 0 to 1. */
export function percentileName(share: number): string {
  return `p${Number((share * 100).toFixed(3))}`;
}

/**
 * Where a time in ms lies: `341–420 ms`, `980 ms – 1.20 s`, `≥ 341 ms` where nothing bounds it on a side, `-12 to 5.0 ms` for
 * differences.
 */
export function formatInterval({ low, high }: { readonly low?: number; readonly high?: number }): string {
  if (low === undefined && high === undefined) return 'not bounded yet';
  if (high === undefined) return `≥ ${formatDuration(low ?? 0)}`;
  if (low === undefined) return `≤ ${formatDuration(high)}`;
  const [from, to] = [formatDuration(low), formatDuration(high)];
  if (from === to) return to;
  const unit = sharedUnit(from, to);
  if (low < 0) return `${from.slice(0, from.length - unit.length)} to ${to}`;
  return unit === '' ? `${from} – ${to}` : `${from.slice(0, -unit.length)}–${to}`;
}

/** A unit that both have, with the blank before it, to be said once; empty where they have none or are of several units. */
function sharedUnit(from: string, to: string): string {
  const [, unit, ...more] = to.split(' ');
  return more.length === 0 && from.endsWith(` ${unit}`) ? ` ${unit}` : '';
}
