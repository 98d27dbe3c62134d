import type { Interval } from '../../base/intervals';
import type { Milliseconds } from '../../base/units';
import type { ActivityId } from '../activity';

/** What time is spent on. Each moment of an interval belongs to exactly one account. */
export type AccountName =
  /** Waits in the client for a connection. */
  | 'queue'
  | 'connect'
  /** The request goes out. */
  | 'send'
  /** Nothing of the answer has come yet; its parts are what the server says of its own work. */
  | 'wait'
  | 'thinking'
  | 'streaming'
  /** The body of an answer that is no stream comes. */
  | 'receive'
  | 'tail'
  /** A refused attempt, and the wait after it because of the limit. */
  | 'rateLimit'
  /** A wait between attempts that no rate limit is behind. */
  | 'backoff'
  /** An attempt that failed and was made again. */
  | 'failedAttempt'
  /** For tools, by name: from the answer that asks to the request that brings the results. */
  | 'tool'
  | 'http'
  | 'process'
  | 'sleep'
  /** The program computed, or its event loop was blocked. */
  | 'cpu'
  /** What had come waited for the program to take it. */
  | 'slowConsumer'
  | 'debugger'
  | 'unexplained';

export interface LedgerEntry {
  readonly account: AccountName;
  /** Which tool; of a part, what it is: a request, a command, `prefill`. */
  readonly name?: string;
  readonly time: Milliseconds;
  /** What is known of how that time was spent, greatest first; need not sum up to it. */
  readonly parts?: readonly LedgerEntry[];
}

/** Where the time of an interval went. Times of the entries sum up to its length. */
export interface Ledger extends Interval {
  /** Greatest first; only accounts with any time. */
  readonly entries: readonly LedgerEntry[];
}

/** What time belongs to. */
export interface Account {
  readonly account: AccountName;
  readonly name?: string;
}

/** A piece of an interval and the account that it belongs to. */
export interface LedgerPiece extends Interval, Account {
  /** What was waited for; undefined between two activities. */
  readonly activity?: ActivityId;
  /** What all of it was spent on, where the account stands for more than that. */
  readonly spentOn?: Account;
  /** Lengths of what is in it where nobody knows when in it: a server's own figures. */
  readonly holds?: readonly LedgerEntry[];
}
