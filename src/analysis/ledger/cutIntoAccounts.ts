import type { Run } from '../../model/run';
import type { Activity } from '../activity';
import type { CriticalPath } from '../graph/criticalPath';
import type { Thread } from '../threads/thread';
import type { LedgerPiece } from './ledger';

/** What the accounts are told from. */
export interface AccountSources {
  readonly run: Run;
  readonly activities: readonly Activity[];
  readonly threads: readonly Thread[];
  readonly path: CriticalPath;
}

/** Each moment of the critical path with its account, in order, without gap or overlap, from its start to its end. */
export function cutIntoAccounts({ path }: AccountSources): readonly LedgerPiece[] {
  return path.segments.map(({ start, end }) => ({ start, end, account: 'unexplained' as const }));
}
