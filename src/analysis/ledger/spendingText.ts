import { formatDuration } from '../../base/format';
import { nameAccountShort } from './accountText';
import type { LedgerEntry } from './ledger';

/** What most of some time was spent on: `streaming 1.20 s · run_tests 840 ms`. */
export function formatSpending(entries: readonly LedgerEntry[], most: number): string {
  return entries
    .slice(0, most)
    .map((entry) => `${nameAccountShort(entry)} ${formatDuration(entry.time)}`)
    .join(' · ');
}
