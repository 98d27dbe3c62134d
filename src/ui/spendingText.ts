import { accountTexts } from '../analysis/ledger/accountText';
import type { LedgerEntry } from '../analysis/ledger/ledger';
import { formatDuration } from '../base/format';

/** What most of some time was spent on: `streaming 1.20 s · run_tests 840 ms`. */
export function formatSpending(entries: readonly LedgerEntry[], most: number): string {
  return entries
    .slice(0, most)
    .map(({ account, name, time }) => `${name ?? accountTexts[account].label} ${formatDuration(time)}`)
    .join(' · ');
}
