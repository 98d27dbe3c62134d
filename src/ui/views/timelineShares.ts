import { accountTexts, nameAccount } from '../../analysis/ledger/accountText';
import type { LedgerEntry } from '../../analysis/ledger/ledger';
import { formatDuration } from '../../base/format';
import type {
  TimelineAccountKind,
  TimelineAccountName,
  TimelineShare,
} from '../../protocol/timelineAnalysis';
import { roundTime } from './roundTime';

/** What accounts are called and mean. */
export const timelineAccountKinds: readonly TimelineAccountKind[] = Object.entries(accountTexts).map(
  ([name, text]) => ({ name: name as TimelineAccountName, ...text }),
);

/** The entries of a ledger as the timeline shows them. */
export function describeShares(entries: readonly LedgerEntry[]): readonly TimelineShare[] {
  return entries.map((entry) => ({
    account: entry.account,
    label: nameAccount(entry),
    time: roundTime(entry.time),
    ...(entry.parts && {
      parts: entry.parts.map((part) => `${nameAccount(part)} ${formatDuration(part.time)}`),
    }),
  }));
}
