import type { AccountName } from '../../analysis/ledger/ledger';
import type { SliceName } from './phaseGlyphs';

/** The glyphs of accounts: those of the waterfall, where it draws the same. */
export const accountLooks: Readonly<Record<AccountName, SliceName>> = {
  queue: 'queue',
  connect: 'connect',
  send: 'send',
  wait: 'wait',
  thinking: 'thinking',
  streaming: 'streaming',
  receive: 'receive',
  tail: 'tail',
  rateLimit: 'refused',
  backoff: 'backoff',
  failedAttempt: 'failed',
  tool: 'work',
  http: 'work',
  process: 'work',
  sleep: 'sleep',
  cpu: 'busy',
  slowConsumer: 'late',
  debugger: 'paused',
  unexplained: 'unknown',
};
