import { formatDuration } from './format';

/** `p95`, `p99.9`, of a share from 0 to 1. */
export function percentileName(share: number): string {
  return `p${Number((share * 100).toFixed(2))}`;
}

/** Where a time in ms lies: `341–420 ms`, `980 ms – 1.20 s`, `≥ 341 ms` where nothing bounds it on a side. */
export function formatInterval({ low, high }: { readonly low?: number; readonly high?: number }): string {
  if (low === undefined && high === undefined) return 'not bounded yet';
  if (high === undefined) return `≥ ${formatDuration(low ?? 0)}`;
  if (low === undefined) return `≤ ${formatDuration(high)}`;
  const [from, to] = [formatDuration(low), formatDuration(high)];
  if (from === to) return to;
  const [number, unit] = splitUnit(from);
  return unit === splitUnit(to)[1] ? `${number}–${to}` : `${from} – ${to}`;
}

function splitUnit(text: string): [string, string] {
  const space = text.lastIndexOf(' ');
  return [text.slice(0, space), text.slice(space + 1)];
}
