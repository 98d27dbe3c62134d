import { formatDuration } from '../../base/format';
import { nameAccountShort } from './accountText';
import type { LedgerEntry } from './ledger';

/** Less is left out where other things took longer. */
const LEAST_SHARE = 0.01;

/** What most of some time was spent on: `streaming 1.20 s · run_tests 840 ms`. */
export function formatSpending(entries: readonly LedgerEntry[], most: number): string {
  const sum = entries.reduce((total, { time }) => total + time, 0);
  return entries
    .filter(({ time }) => time >= LEAST_SHARE * sum)
    .slice(0, most)
    .map((entry) => `${nameAccountShort(entry)} ${formatDuration(entry.time)}`)
    .join(' · ');
}
